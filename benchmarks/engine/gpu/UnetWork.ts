import { initialValues } from '../../../models/parameters.ts';
import { createNetwork } from '../../../models/registry.ts';
import type { Network } from '../../../models/registry.ts';
import { RandomSource } from '../../../src-main/core/random/RandomSource.ts';
import type { TrainingKernels } from '../../../src-main/engine/backends/TrainingKernels.ts';
import { memberNetwork } from '../../../src-main/engine/ensemble/MemberNetwork.ts';
import type { MemberNetwork } from '../../../src-main/engine/ensemble/MemberNetwork.ts';
import { TfjsRunner } from '../../../src-main/engine/ensemble/TfjsRunner.ts';
import { predictionWindows } from '../../../src-main/engine/predict/windows.ts';
import { tf } from '../../../src-main/engine/tensorflow.ts';
import { disposeState, trainingStep } from '../../../src-main/engine/train/trainingStep.ts';
import type { TrainingBatch } from '../../../src-main/engine/train/batchParts.ts';
import type { TrainingState } from '../../../src-main/engine/train/trainingStep.ts';

export interface WorkSize {
  readonly width: number;
  readonly depth: number;
  readonly batchSize: number;
  readonly cropSide: number;
}

/** The program's own training step and prediction, of the backend in force, on images drawn by a function. */
export class UnetWork {
  readonly #network: Network;
  readonly #member: MemberNetwork;
  readonly #kernels: TrainingKernels;
  readonly #batch: TrainingBatch;
  readonly #start: { readonly trunk: Float32Array; readonly head: Float32Array; readonly statistics: Float32Array };
  #state: TrainingState;
  #step = 0;

  constructor(kernels: TrainingKernels, { width, depth, batchSize, cropSide }: WorkSize) {
    this.#kernels = kernels;
    this.#network = createNetwork('unet', { inputChannels: 1, classes: 2, width, depth }, 'benchmark');
    this.#member = memberNetwork(this.#network);
    const input = wave(batchSize * cropSide * cropSide);
    this.#batch = { input, labels: Uint8Array.from(input, (value) => (value > 0 ? 1 : 0)), size: batchSize, side: cropSide };
    const random = new RandomSource({ seed: 1, stream: 0, counter: 0 });
    const { trunk, head, statistics } = this.#member;
    this.#start = {
      trunk: initialValues(trunk.specs, 'trained', random),
      head: initialValues(head.specs, 'trained', random),
      statistics: initialValues(statistics.specs, 'statistic', random),
    };
    const values = Float32Array.from([...this.#start.trunk, ...this.#start.head]);
    this.#state = {
      optimizer: { values: tf.tensor1d(values), first: tf.zeros([values.length]), second: tf.zeros([values.length]) },
      statistics: tf.tensor1d(this.#start.statistics),
    };
  }

  /** Trained values of the network and its head. */
  get parameterCount(): number {
    return this.#member.trunk.size + this.#member.head.size;
  }

  /** One step, its loss read: how the program trains. */
  async train(): Promise<number> {
    this.#step++;
    const settings = { step: this.#step, learningRate: 1e-3, weightDecay: 1e-2, classCount: 2, normaliseBy: 'batch' as const, parent: null };
    const outcome = await trainingStep(this.#member, this.#kernels, this.#state, this.#batch, settings);
    if (outcome === null) throw new Error('The loss left the numbers.');
    this.#state = outcome.state;
    return outcome.loss;
  }

  /** Predicts a square image by sliding windows. @returns [side * side] probabilities of the second class */
  async predict(side: number, coreSide = 512): Promise<Float32Array> {
    const windows = predictionWindows(side, side, { coreSide, margin: this.#network.contextRadius, multiple: this.#member.sizeMultiple });
    const runner = new TfjsRunner(this.#member, this.#start, 1);
    const foreground = new Float32Array(side * side);
    try {
      for (const { core, input } of windows) {
        const { probabilities } = await runner.run({ values: wave(input.width * input.height), height: input.height, width: input.width });
        for (let row = 0; row < core.height; row++) {
          for (let column = 0; column < core.width; column++) {
            const from = (core.y - input.y + row) * input.width + core.x - input.x + column;
            foreground[(core.y + row) * side + core.x + column] = probabilities[2 * from + 1]!;
          }
        }
      }
    } finally {
      await runner.dispose();
    }
    return foreground;
  }

  dispose(): void {
    disposeState(this.#state);
  }
}

/** A wave with no symmetry that a wrong layout could hide in. */
function wave(count: number): Float32Array {
  return Float32Array.from({ length: count }, (_, index) => Math.sin(index * 0.37 + (index % 257) * 0.11));
}
