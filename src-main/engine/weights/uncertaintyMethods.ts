import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { deepEnsemble, mostMembers } from '../../core/uncertainty/UncertaintyChoice.ts';
import type { UncertaintyChoice } from '../../core/uncertainty/UncertaintyChoice.ts';
import type { MemberNetwork } from '../ensemble/MemberNetwork.ts';
import { plainWeights } from './plainWeights.ts';
import { createScheme, settingsOfScheme } from './schemes.ts';
import type { WeightScheme } from './WeightScheme.ts';

/** Where choices come from, for the message. */
const place = say('methodOfTraining');

/**
 * A choice with its settings filled in.
 * @returns null for Deep Ensembles, whose networks are trained as they are
 * @throws SfumatoError `invalidInput` naming the field, the value and what is allowed
 */
export function readUncertainty({ method, settings, members }: UncertaintyChoice): UncertaintyChoice | null {
  const filled = settingsOfScheme({ name: method, settings, place });
  if (!(Number.isInteger(members) && members >= 1 && members <= mostMembers)) {
    throw new SfumatoError('invalidInput', say('settingWrong', { setting: 'uncertainty.members', wanted: say('aWholeNumberUpTo', { number: mostMembers }), got: String(members) }));
  }
  return method === deepEnsemble ? null : { method, settings: filled, members };
}

/** @param choice as `readUncertainty` gave it */
export function schemeOf(choice: UncertaintyChoice | null, { trunk }: MemberNetwork): WeightScheme {
  return choice === null ? plainWeights(trunk) : createScheme(trunk, { name: choice.method, settings: choice.settings, place });
}
