import type { ForwardContext } from '../../models/Architecture.ts';
import { createNetwork, type Network } from '../../models/registry.ts';
import type { TrainingKernels } from '../../src-main/engine/backends/TrainingKernels.ts';
import { memberNetwork, unflatten, type MemberNetwork } from '../../src-main/engine/ensemble/MemberNetwork.ts';
import { segmentationLoss } from '../../src-main/engine/losses/segmentationLoss.ts';
import { tf } from '../../src-main/engine/tensorflow.ts';
import { disposeOptimizer, type OptimizerState } from '../../src-main/engine/train/OptimizerState.ts';
import { RandomSource } from '../../src-main/core/random/RandomSource.ts';
import type { Measured } from './PythonSide.ts';

/** The U-Net of the comparison; its batch is 4 images of 256 x 256, its large image 512 x 512. */
const config = { inputChannels: 1, classes: 2, width: 16, depth: 4 };

/** The program's own U-Net, loss and optimizer, without the learning-loss head that PyTorch's side has not. */
export class NativeSide {
  readonly #network: Network;
  readonly #member: MemberNetwork;
  readonly #kernels: TrainingKernels;
  readonly #images: tf.Tensor4D;
  readonly #target: tf.Tensor4D;
  readonly #large: tf.Tensor4D;
  readonly #statistics: tf.Tensor1D;
  #adam: OptimizerState;
  #step = 0;

  constructor(kernels: TrainingKernels) {
    this.#kernels = kernels;
    this.#network = createNetwork('unet', config, 'benchmark');
    this.#member = memberNetwork(this.#network);
    const images = pattern(4 * 256 * 256);
    this.#images = tf.tensor4d(images, [4, 256, 256, 1]);
    const labels = Int32Array.from(images, (value) => (value > 0 ? 1 : 0));
    this.#target = tf.oneHot(tf.tensor3d(labels, [4, 256, 256], 'int32'), 2).cast('float32');
    this.#large = tf.tensor4d(pattern(512 * 512), [1, 512, 512, 1]);
    const values = tf.tensor1d(initialValues(this.#member));
    this.#adam = { values, first: tf.zerosLike(values), second: tf.zerosLike(values) };
    this.#statistics = tf.tensor1d(initialStatistics(this.#member));
  }

  /** The weights as they stand, for the other side to start from the same. */
  weights(): { specs: (readonly [string, readonly number[]])[]; values: Float32Array } {
    const specs = this.#member.trunk.specs.map(({ name, shape }) => [name, shape] as const);
    return { specs, values: this.#adam.values.dataSync<'float32'>().slice() };
  }

  train(): Measured {
    const stop = startClock();
    this.#step += 1;
    let result = NaN;
    const next = tf.tidy(() => {
      const loss = (flat: tf.Tensor): tf.Tensor => segmentationLoss(this.#forward(flat as tf.Tensor1D), this.#target).total;
      const { value, grad } = tf.valueAndGrad(loss)(this.#adam.values);
      result = (value.dataSync() as Float32Array)[0] ?? NaN;
      const updated = this.#kernels.adamUpdate(this.#adam, grad as tf.Tensor1D, { step: this.#step, learningRate: 1e-4, weightDecay: 1e-2 });
      return [updated.values, updated.first, updated.second];
    });
    disposeOptimizer(this.#adam);
    const [values, first, second] = next as [tf.Tensor1D, tf.Tensor1D, tf.Tensor1D];
    this.#adam = { values, first, second };
    // One new weight, should a step not be over when its last call returns.
    tf.tidy(() => values.slice([0], [1]).dataSync());
    return { ...stop(), result };
  }

  infer(): Measured {
    const stop = startClock();
    const result = tf.tidy(() => {
      const parameters = new Map([
        ...unflatten(this.#adam.values, this.#member.trunk),
        ...unflatten(this.#statistics, this.#member.statistics),
      ]);
      const { logits } = this.#network.forward(parameters, this.#large, { phase: 'prediction' });
      return (tf.softmax(logits).dataSync() as Float32Array)[0] ?? NaN;
    });
    return { ...stop(), result };
  }

  #forward(flat: tf.Tensor1D): tf.Tensor4D {
    const context: ForwardContext = {
      phase: 'training',
      batchNormTraining: this.#kernels.batchNormTraining,
      recordStatistics: () => undefined,
    };
    return this.#network.forward(unflatten(flat, this.#member.trunk), this.#images, context).logits;
  }
}

function startClock(): () => Pick<Measured, 'ms' | 'cpuMs'> {
  const [start, cpuStart] = [performance.now(), process.cpuUsage()];
  return () => {
    const { user, system } = process.cpuUsage(cpuStart);
    return { ms: performance.now() - start, cpuMs: (user + system) / 1000 };
  };
}

/** The same input on both sides: a smooth wave with no symmetry a wrong layout could hide in. */
function pattern(count: number): Float32Array {
  return Float32Array.from({ length: count }, (_, index) => Math.sin(index * 0.37 + (index % 257) * 0.11));
}

function initialValues({ trunk }: MemberNetwork): Float32Array {
  const random = new RandomSource({ seed: 1, stream: 0, counter: 0 });
  return Float32Array.from(
    trunk.specs.flatMap(({ shape, initialiser }) => {
      const size = shape.reduce((product, side) => product * side, 1);
      const fanIn = shape.slice(0, -1).reduce((product, side) => product * side, 1);
      const deviation = Math.sqrt((initialiser === 'heNormal' ? 2 : 1) / fanIn);
      return Array.from({ length: size }, () => {
        if (initialiser === 'zeros') return 0;
        return initialiser === 'ones' ? 1 : random.normal() * deviation;
      });
    }),
  );
}

function initialStatistics({ statistics }: MemberNetwork): Float32Array {
  return Float32Array.from(
    statistics.specs.flatMap(({ shape, initialiser }) => new Array<number>(shape[0] ?? 0).fill(initialiser === 'ones' ? 1 : 0)),
  );
}
