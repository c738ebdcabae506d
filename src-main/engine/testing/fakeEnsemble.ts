import type { PixelBox } from '../../core/geometry.ts';
import type { MemberOutcome, MemberRunner } from '../ensemble/MemberRunner.ts';
import type { PredictingEnsemble } from '../predict/WindowStep.ts';
import type { WindowSource } from '../predict/WindowSource.ts';

export interface FakeEnsemble {
  readonly members: readonly MemberRunner[];
  readonly classCount: number;
  readonly contextRadius: number;
  /** Side of the training crops: that of blended windows. */
  readonly cropSide: number;
}

/** An ensemble of runners without a network; sides of its windows are multiples of 4. */
export function fakeEnsemble({ members, classCount, contextRadius, cropSide }: FakeEnsemble): PredictingEnsemble {
  return {
    file: {
      classes: Array.from({ length: classCount }, (_none, index) => `class ${index}`),
      normalisation: { channels: 'grey', scale: 'imageMeanAndDeviation', polarity: 'asIs' },
    },
    windows: { sizeMultiple: 4, contextRadius, trainedSide: cropSide },
    members,
    concurrency: 1,
  };
}

/** A member that is a function of its window. */
export function fakeMember(run: (values: Float32Array, height: number, width: number) => MemberOutcome): MemberRunner {
  return { run: async ({ values, height, width }) => run(values, height, width), dispose: async () => undefined };
}

/** An image that is a function of the place, past its edges too. */
export function fakeImage(valueAt: (x: number, y: number) => number): WindowSource {
  return {
    async window(box: PixelBox) {
      return Float32Array.from({ length: box.width * box.height }, (_none, at) => valueAt(box.x + (at % box.width), box.y + Math.floor(at / box.width)));
    },
  };
}
