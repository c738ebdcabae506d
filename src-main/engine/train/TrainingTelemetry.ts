import type { TrainingEvent, TrainRequest } from '../engineApi.ts';
import type { TrainingWatch } from './TrainingWatch.ts';
import type { TrainingState } from './trainingStep.ts';

/** Points of a run's curves at most: more than a screen has pixels says nothing. */
const mostPoints = 2000;
/** Sets of sample predictions of a run, beside one at the end of each network. */
const sampleSets = 12;

/** A step just taken. */
export interface TakenStep {
  readonly memberIndex: number;
  /** 1 … stepsPerMember */
  readonly memberStep: number;
  readonly loss: number;
  readonly dice: number;
  readonly learningRate: number;
  /** Of the whole run, pauses left out. */
  readonly elapsedMs: number;
  readonly state: TrainingState;
}

/** Tells how a run fares: its losses in stretches, and now and then what the network in training predicts. */
export class TrainingTelemetry {
  readonly #request: Pick<TrainRequest, 'memberCount' | 'stepsPerMember'>;
  readonly #watch: TrainingWatch;
  readonly #tell: (event: TrainingEvent) => void;
  readonly #now: () => number;
  readonly #stretch: number;
  #steps = 0;
  #lossSum = 0;
  #diceSum = 0;
  #nextSampleStep = 0;

  constructor(
    request: Pick<TrainRequest, 'memberCount' | 'stepsPerMember'>,
    { watch, tell, now }: { readonly watch: TrainingWatch; readonly tell: (event: TrainingEvent) => void; readonly now: () => number },
  ) {
    this.#request = request;
    this.#watch = watch;
    this.#tell = tell;
    this.#now = now;
    this.#stretch = Math.max(1, Math.ceil((request.memberCount * request.stepsPerMember) / mostPoints));
  }

  async stepped({ memberIndex, memberStep, loss, dice, learningRate, elapsedMs, state }: TakenStep): Promise<void> {
    const { memberCount, stepsPerMember } = this.#request;
    const totalSteps = memberCount * stepsPerMember;
    const step = memberIndex * stepsPerMember + memberStep;
    this.#steps++;
    this.#lossSum += loss;
    this.#diceSum += dice;
    const isLooking = this.#watch.isDue({ memberStep, stepsPerMember, step, totalSteps, elapsedMs });
    if (!isLooking && memberStep < stepsPerMember && this.#steps < this.#stretch) return;
    const outcome = isLooking ? await this.#watch.look(state, this.#now) : null;
    this.#tell({
      type: 'point',
      point: {
        step,
        member: memberIndex,
        elapsedMs,
        loss: this.#lossSum / this.#steps,
        dice: this.#diceSum / this.#steps,
        learningRate,
        heldBack: outcome?.heldBack ?? null,
      },
    });
    this.#steps = 0;
    this.#lossSum = 0;
    this.#diceSum = 0;
    if (!outcome || (step < this.#nextSampleStep && memberStep < stepsPerMember)) return;
    this.#nextSampleStep = step + Math.ceil(totalSteps / sampleSets);
    for (const { image, prediction } of outcome.predictions) {
      this.#tell({ type: 'sample', sample: { step, imageId: image.imageId, box: image.box }, prediction });
    }
  }
}
