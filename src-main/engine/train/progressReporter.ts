import { say } from '../../core/messages/Message.ts';
import type { Message } from '../../core/messages/Message.ts';
import { defaultRecipe } from '../../core/training/TrainingRecipe.ts';
import type { TrainRequest } from '../engineApi.ts';
import { paceOf, remainingMs } from '../jobs/JobContext.ts';
import type { JobContext } from '../jobs/JobContext.ts';

/** Time left follows from the steps this process has taken, so that a resumed job does not boast of the old ones. */
export function progressReporter({ memberCount, stepsPerMember, recipe = defaultRecipe }: TrainRequest, { report, now }: JobContext, since: number) {
  const total = memberCount * stepsPerMember + recipe.denoiser.steps;
  const stepOf = new Array<number>(memberCount).fill(0);
  let taken = 0;
  let denoiserSteps = 0;
  const tell = (message: Message, { loss, dice }: { loss: number | null; dice: number | null }): void => {
    taken++;
    const steps = stepOf.reduce((sum, each) => sum + each, denoiserSteps);
    const elapsedMs = now() - since;
    report({
      message,
      fraction: steps / total,
      elapsedMs,
      remainingMs: remainingMs(elapsedMs, taken / (total - steps + taken)),
      rate: paceOf(taken, elapsedMs, 'steps'),
      loss,
      dice,
    });
  };
  const stepped = (memberIndex: number, { step, loss, dice }: { step: number; loss: number | null; dice: number | null }): void => {
    stepOf[memberIndex] = step;
    tell(say('trainingStep', { member: memberIndex + 1, members: memberCount, step, steps: stepsPerMember }), { loss, dice });
  };
  const denoised = (step: number, loss: number): void => {
    denoiserSteps = step;
    tell(say('denoiserStep', { step, steps: recipe.denoiser.steps }), { loss, dice: null });
  };
  // One that a former process finished takes no step in this one.
  const ended = (memberIndex: number): void => void (stepOf[memberIndex] = stepsPerMember);
  return { stepped, ended, denoised };
}
