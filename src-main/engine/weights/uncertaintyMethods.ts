import { configFaults, faultsInWords } from '../../../models/configFaults.ts';
import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { deepEnsemble, mostMembers } from '../../core/uncertainty/UncertaintyChoice.ts';
import type { UncertaintyChoice } from '../../core/uncertainty/UncertaintyChoice.ts';
import type { MemberNetwork } from '../ensemble/MemberNetwork.ts';
import { plainWeights } from './plainWeights.ts';
import { schemes } from './schemes.ts';
import type { WeightScheme } from './WeightScheme.ts';

/**
 * A choice with its settings filled in.
 * @returns null for Deep Ensembles, whose networks are trained as they are
 * @throws SfumatoError `invalidInput` naming the field, the value and what is allowed
 */
export function readUncertainty({ method, settings, members }: UncertaintyChoice): UncertaintyChoice | null {
  const known = schemes.get(method);
  if (!known) {
    throw new SfumatoError('invalidInput', say('settingWrong', { setting: 'uncertainty.method', wanted: say('oneOfThese', { names: [...schemes.keys()].join(', ') }), got: method }));
  }
  const checked = known.settingsSchema.safeParse(settings);
  if (!checked.success) throw new SfumatoError('invalidInput', say('uncertaintySettings', { method, why: faultsInWords(configFaults(checked.error, settings)) }));
  if (!(Number.isInteger(members) && members >= 1 && members <= mostMembers)) {
    throw new SfumatoError('invalidInput', say('settingWrong', { setting: 'uncertainty.members', wanted: say('aWholeNumberUpTo', { number: mostMembers }), got: String(members) }));
  }
  return method === deepEnsemble ? null : { method, settings: checked.data as UncertaintyChoice['settings'], members };
}

/** @param choice as `readUncertainty` gave it */
export function schemeOf(choice: UncertaintyChoice | null, { trunk }: MemberNetwork): WeightScheme {
  if (choice === null) return plainWeights(trunk);
  return schemes.get(choice.method)!.build(trunk, choice.settings);
}
