import { countParameters } from '../../../models/parameters.ts';
import { createNetwork, faultsOfConfig } from '../../../models/registry.ts';
import { multiplyAdds } from '../../../models/multiplyAdds.ts';
import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { NetworkFault, SizeNetworkOutcome, SizeNetworkRequest } from '../../core/networks/NetworkDescription.ts';

/**
 * What is wrong with a network that is asked for, or how large it is; takes no memory for it. A backend must be in force.
 * @throws SfumatoError `invalidInput` when there is no such architecture
 */
export function sizeNetwork({ network: { architecture, config: asked }, classCount, cropSide }: SizeNetworkRequest): SizeNetworkOutcome {
  const config = { ...asked, inputChannels: 1, classes: classCount };
  const faults = faultsOfConfig(architecture, config, 'training');
  if (faults.length > 0) return { size: null, faults: faults.map(({ field, wanted }): NetworkFault => ({ field: field === '' ? null : field, wanted })) };
  let network;
  try {
    network = createNetwork(architecture, config, 'training');
  } catch (thrown) {
    // A config may fit its schema and its encoder not the system.
    if (thrown instanceof SfumatoError && thrown.code === 'invalidInput') return { size: null, faults: [{ field: null, wanted: thrown.said }] };
    throw thrown;
  }
  const { sizeMultiple, parameterSpecs, split } = network;
  const side = Math.ceil(cropSide / sizeMultiple) * sizeMultiple;
  const size = { parameters: countParameters(parameterSpecs), multiplyAdds: multiplyAdds({ network, height: side, width: side }) * (cropSide / side) ** 2, isStochastic: split !== null };
  return { size, faults: side === cropSide ? [] : [{ field: 'cropSide', wanted: say('aMultipleOf', { number: sizeMultiple }) }] };
}
