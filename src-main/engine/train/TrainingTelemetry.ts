import type { TrainingEvent, TrainRequest } from '../engineApi.ts';
import type { TrainingWatch } from './TrainingWatch.ts';
import type { TrainingState } from './trainingStep.ts';

/** Points of a run's curves at most: more than a screen has pixels says nothing. */
const mostPoints = 2000;
/** Sets of sample predictions of a run, beside one at the end of each network. */
const sampleSets = 12;

/** A step just taken. */
export interface TakenStep {
  /** 1 … stepsPerMember */
  readonly memberStep: number;
  readonly loss: number;
  readonly dice: number;
  readonly learningRate: number;
  /** Of the member, pauses left out. */
  readonly elapsedMs: number;
  readonly state: TrainingState;
}

interface TelemetrySetting {
  readonly memberIndex: number;
  /** Milliseconds that the run had taken when this member began. */
  readonly earlierMs: number;
  readonly watch: TrainingWatch;
  readonly tell: (event: TrainingEvent) => void;
  readonly now: () => number;
}

/** Tells how a run's member fares: its losses in stretches, and now and then what the network in training predicts. */
export class TrainingTelemetry {
  readonly #request: Pick<TrainRequest, 'memberCount' | 'stepsPerMember'>;
  readonly #memberIndex: number;
  readonly #earlierMs: number;
  readonly #watch: TrainingWatch;
  readonly #tell: (event: TrainingEvent) => void;
  readonly #now: () => number;
  readonly #stretch: number;
  #steps = 0;
  #lossSum = 0;
  #diceSum = 0;
  #nextSampleStep: number;

  constructor(
    request: Pick<TrainRequest, 'memberCount' | 'stepsPerMember'>,
    { memberIndex, earlierMs, watch, tell, now }: TelemetrySetting,
  ) {
    this.#memberIndex = memberIndex;
    this.#earlierMs = earlierMs;
    this.#request = request;
    this.#watch = watch;
    this.#tell = tell;
    this.#now = now;
    // Each member but the first comes after one that ended with a sample.
    this.#nextSampleStep = memberIndex === 0 ? 0 : memberIndex * request.stepsPerMember + this.#sampleDistance;
    this.#stretch = Math.max(1, Math.ceil((request.memberCount * request.stepsPerMember) / mostPoints));
  }

  get #sampleDistance(): number {
    return Math.ceil((this.#request.memberCount * this.#request.stepsPerMember) / sampleSets);
  }

  async stepped({ memberStep, loss, dice, learningRate, elapsedMs, state }: TakenStep): Promise<void> {
    const { memberCount, stepsPerMember } = this.#request;
    const totalSteps = memberCount * stepsPerMember;
    const step = this.#memberIndex * stepsPerMember + memberStep;
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
        member: this.#memberIndex,
        elapsedMs: this.#earlierMs + elapsedMs,
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
    this.#nextSampleStep = step + this.#sampleDistance;
    for (const { image, prediction } of outcome.predictions) {
      this.#tell({ type: 'sample', sample: { step, imageId: image.imageId, box: image.box }, prediction });
    }
  }
}
