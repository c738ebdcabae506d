import { createRequire } from 'node:module';
import { tf } from '../../../src-main/engine/tensorflow.ts';

/** A 3 x 3 convolution of stride 1 in a network: [batch, side, side, channels] -> [batch, side, side, outputs]. */
export interface Layer {
  readonly batch: number;
  readonly side: number;
  readonly channels: number;
  readonly outputs: number;
}

export interface KernelTimes {
  readonly layer: Layer;
  /** Milliseconds a call, the mean of `repeats` calls in a row with one read at their end. */
  readonly forwardMs: number;
  readonly inputGradientMs: number;
  readonly filterGradientMs: number;
  readonly batchNormMs: number;
  /** The same by the package's own kernels. */
  readonly stockInputGradientMs: number;
  readonly stockFilterGradientMs: number;
}

export type BatchNorm = (x: tf.Tensor4D, scale: tf.Tensor1D, offset: tf.Tensor1D, epsilon: number) => { readonly y: tf.Tensor4D };

const stockKernels = ['Conv2DBackpropInput', 'Conv2DBackpropFilter'] as const;
const stockName = (kernelName: string): string => `Stock${kernelName}`;

/** Keeps the package's own kernels under other names. To be called before ours take their place. */
export function keepStockKernels(backendName: string): void {
  createRequire(import.meta.url)('@tensorflow/tfjs-backend-webgpu');
  for (const kernelName of stockKernels) {
    tf.registerKernel({ ...tf.getKernel(kernelName, backendName), kernelName: stockName(kernelName) });
  }
}

/** Where a training step's time goes: the convolutions of one layer, forward and backward, and its batch normalisation. */
export async function timeLayer(layer: Layer, batchNorm: BatchNorm, repeats: number): Promise<KernelTimes> {
  const { batch, side, channels, outputs } = layer;
  const x = tf.randomNormal<tf.Rank.R4>([batch, side, side, channels], 0, 1, 'float32', 1);
  const filter = tf.randomNormal<tf.Rank.R4>([3, 3, channels, outputs], 0, 0.1, 'float32', 2);
  const dy = tf.randomNormal<tf.Rank.R4>([batch, side, side, outputs], 0, 1, 'float32', 3);
  const attributes = { strides: 1, pad: 'same', dataFormat: 'NHWC', dilations: 1 };
  const run = (kernel: string, inputs: tf.NamedTensorMap, shape: Record<string, number[]>): tf.Tensor =>
    tf.engine().runKernel(kernel, inputs, { ...attributes, ...shape });
  const scale = tf.ones<tf.Rank.R1>([outputs]);
  const offset = tf.zeros<tf.Rank.R1>([outputs]);
  const time = (call: () => tf.Tensor): Promise<number> => timed(call, repeats);
  try {
    return {
      layer,
      forwardMs: await time(() => tf.conv2d(x, filter, 1, 'same')),
      inputGradientMs: await time(() => run('Conv2DBackpropInput', { dy, filter }, { inputShape: x.shape })),
      filterGradientMs: await time(() => run('Conv2DBackpropFilter', { x, dy }, { filterShape: filter.shape })),
      stockInputGradientMs: await time(() => run(stockName('Conv2DBackpropInput'), { dy, filter }, { inputShape: x.shape })),
      stockFilterGradientMs: await time(() => run(stockName('Conv2DBackpropFilter'), { x, dy }, { filterShape: filter.shape })),
      batchNormMs: await time(() => tf.grad((input: tf.Tensor) => batchNorm(input as tf.Tensor4D, scale, offset, 1e-3).y)(dy)),
    };
  } finally {
    tf.dispose([x, filter, dy, scale, offset]);
  }
}

async function timed(call: () => tf.Tensor, repeats: number): Promise<number> {
  const runs = async (count: number): Promise<void> => {
    const last = tf.tidy(() => {
      for (let run = 1; run < count; run++) tf.tidy(() => void call());
      return call().flatten().slice(0, 1);
    });
    await last.data();
    last.dispose();
  };
  await runs(2);
  const begun = performance.now();
  await runs(repeats);
  return (performance.now() - begun) / repeats;
}
