import type { tf } from '../../tensorflow.ts';

/** Name under which the backend is registered with TensorFlow.js. */
export const webgpuBackendName = 'webgpu';

/** A compute shader as `@tensorflow/tfjs-backend-webgpu` takes it; it writes the declarations of tensors around the code. */
export interface WebgpuProgram {
  readonly variableNames: readonly string[];
  readonly outputShape: number[];
  /** Declarations of the uniforms, each ended with a comma. */
  readonly uniforms: string;
  readonly workgroupSize: readonly [number, number, number];
  /** Which axes of the output each axis of the dispatch runs over; only tells the backend how to name coordinates. */
  readonly dispatchLayout: { readonly x: number[]; readonly y?: number[]; readonly z?: number[] };
  dispatch: [number, number, number];
  /** Equal for programs of equal code. */
  readonly shaderKey: string;
  getUserCode(): string;
}

export interface WebgpuUniform {
  readonly type: 'int32' | 'float32';
  readonly data: number[];
}

/** The part of the package's backend that our own kernels use. */
export interface WebgpuBackend {
  runWebGPUProgram(
    program: WebgpuProgram,
    inputs: readonly tf.TensorInfo[],
    outputType: tf.DataType,
    uniforms: readonly WebgpuUniform[],
  ): tf.TensorInfo;
}
