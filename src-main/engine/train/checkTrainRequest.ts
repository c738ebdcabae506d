import { unlabelled } from '../../core/labels/labelMap.ts';
import { mostPasses } from '../../core/networks/mostPasses.ts';
import { mostTurns } from '../../core/networks/mostTurns.ts';
import { say } from '../../core/messages/Message.ts';
import type { Message } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { mostMembers } from '../../core/uncertainty/UncertaintyChoice.ts';
import { readRecipe } from '../../core/training/readRecipe.ts';
import type { TrainRequest } from '../engineApi.ts';
import type { MemberNetwork } from '../ensemble/MemberNetwork.ts';
import type { StoredModel } from '../ensemble/modelFolder.ts';
import type { WeightScheme } from '../weights/WeightScheme.ts';

const wholeNumbers = ['memberCount', 'stepsPerMember', 'batchSize', 'cropSide'] as const;

/** What is trained: a network, how its weights come about, and how many networks each training gives. */
export interface Trainable {
  readonly network: MemberNetwork;
  readonly scheme: WeightScheme;
  readonly drawnMembers: number;
}

/** @throws SfumatoError `invalidInput` naming the setting, when a request cannot be trained */
export function checkTrainRequest(request: TrainRequest, { network, scheme, drawnMembers }: Trainable, parent: StoredModel | null): void {
  const refuse = (setting: string, wanted: Message, got: unknown): never => {
    throw new SfumatoError('invalidInput', say('settingWrong', { setting, wanted, got: String(got) }));
  };
  for (const name of wholeNumbers) {
    if (!Number.isInteger(request[name]) || request[name] < 1) refuse(name, say('aWholeNumber'), request[name]);
  }
  if (request.cropSide % network.sizeMultiple !== 0) {
    refuse('cropSide', say('aMultipleOf', { number: network.sizeMultiple }), request.cropSide);
  }
  if (!(request.learningRate > 0 && request.learningRate <= 1)) refuse('learningRate', say('aSmallNumber'), request.learningRate);
  const { networksPerDraw } = scheme;
  if (scheme.learnsFrom === 'part' && request.batchSize < networksPerDraw) refuse('batchSize', say('aBatchForNetworks', { number: networksPerDraw }), request.batchSize);
  const each = Math.max(drawnMembers, networksPerDraw);
  if (request.memberCount * each > mostMembers) refuse('memberCount', say('membersInAll', { most: mostMembers, each }), request.memberCount);
  const { passes } = request;
  if (passes !== undefined && !(Number.isInteger(passes) && passes >= 1 && passes <= mostPasses)) refuse('passes', say('aWholeNumberUpTo', { number: mostPasses }), passes);
  if (passes !== undefined && !network.network.split) refuse('passes', say('noPassesWithoutDropout'), passes);
  const { turns } = request;
  if (turns !== undefined && !(Number.isInteger(turns) && turns >= 1 && turns <= mostTurns)) refuse('turns', say('aWholeNumberUpTo', { number: mostTurns }), turns);
  for (const setting of ['network', 'encoderWeights'] as const) {
    if (parent && request[setting]) throw new SfumatoError('invalidInput', say('keepsParentsNetwork', { setting }));
  }
  const { input = 'auto' } = request;
  if (parent && input !== 'auto' && input !== parent.file.normalisation.channels) {
    refuse('input', say('inputOfTheParent', { input: parent.file.normalisation.channels }), input);
  }
  const { stopping } = readRecipe(request.recipe ?? {});
  const isMeasured = request.watched.some(({ role, labels }) => role === 'heldBack' && labels.some((label) => label !== unlabelled));
  if (stopping.patience > 0 && !isMeasured) refuse('stopping.patience', say('heldBackLabels'), stopping.patience);
  if (parent && parent.file.classes.length !== request.classNames.length) {
    refuse(
      'classes',
      say('asTheParent', { count: parent.file.classes.length, names: parent.file.classes.join(', ') }),
      `${request.classNames.length} (${request.classNames.join(', ')})`,
    );
  }
}
