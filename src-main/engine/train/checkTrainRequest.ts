import { SfumatoError } from '../../core/SfumatoError.ts';
import type { TrainRequest } from '../engineApi.ts';
import type { MemberNetwork } from '../ensemble/MemberNetwork.ts';
import type { StoredModel } from '../ensemble/modelFolder.ts';

const wholeNumbers = ['memberCount', 'stepsPerMember', 'batchSize', 'cropSide'] as const;

/** @throws SfumatoError `invalidInput` naming the setting, when a request cannot be trained */
export function checkTrainRequest(request: TrainRequest, network: MemberNetwork, parent: StoredModel | null): void {
  const refuse = (place: string, wanted: string, got: unknown): never => {
    throw new SfumatoError('invalidInput', `training, ${place}: wanted ${wanted}, got ${String(got)}`);
  };
  for (const name of wholeNumbers) {
    if (!Number.isInteger(request[name]) || request[name] < 1) refuse(name, 'a whole number of at least 1', request[name]);
  }
  if (request.cropSide % network.sizeMultiple !== 0) {
    refuse('cropSide', `a multiple of ${network.sizeMultiple} for this network`, request.cropSide);
  }
  if (!(request.learningRate > 0 && request.learningRate <= 1)) refuse('learningRate', 'a number over 0, at most 1', request.learningRate);
  if (parent && parent.file.classes.length !== request.classNames.length) {
    refuse(
      'classes',
      `${parent.file.classes.length} as the parent model has (${parent.file.classes.join(', ')})`,
      `${request.classNames.length} (${request.classNames.join(', ')})`,
    );
  }
}
