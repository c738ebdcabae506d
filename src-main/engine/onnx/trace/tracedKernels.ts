import { layerNormalisationKernel } from '../../../../models/layers/layerNormalisation.ts';
import { multiHeadAttentionKernel } from '../../../../models/layers/multiHeadAttention.ts';
import { embedTokensKernel, tokensToGridKernel } from '../../../../models/layers/tokens.ts';
import { tf } from '../../tensorflow.ts';
import { adaptivePoolingKernel } from '../../../../models/layers/adaptivePooling.ts';
import { cropContextKernel } from '../../../../models/layers/contextCrop.ts';
import { adaptivePooling } from './adaptivePooling.ts';
import { contextCrop } from './contextCrop.ts';
import { convolution, fusedConvolution, pooling } from './convolutionKernels.ts';
import { depthwiseConvolution, transposedConvolution } from './otherConvolutions.ts';
import { KernelCall } from './KernelCall.ts';
import { binary, concatenation, elementwise, equality, matrixProduct, ofWeightsAlone, reduction, reshape, softmax, unchanged } from './otherKernels.ts';
import { depthToSpace, padding, stridedSlice } from './placeKernels.ts';
import { enlargement } from './resizeKernels.ts';
import { TracingBackend, tracingBackendName } from './TracingBackend.ts';
import { layerNormalisation, multiHeadAttention, tokenEmbedding, tokensToGrid } from './transformerKernels.ts';
import type { TensorInfo } from './TracingBackend.ts';

/**
 * How each kernel of TensorFlow.js becomes a node of ONNX. A network that calls another kernel needs a line here: until
 * then its export is refused by the kernel's name.
 */
const kernels: Readonly<Record<string, (call: KernelCall) => TensorInfo>> = {
  Conv2D: convolution,
  FusedConv2D: fusedConvolution,
  Conv2DBackpropInput: transposedConvolution,
  DepthwiseConv2dNative: depthwiseConvolution,
  MaxPool: pooling('MaxPool'),
  AvgPool: pooling('AveragePool'),
  [adaptivePoolingKernel]: adaptivePooling,
  [cropContextKernel]: contextCrop,
  ResizeBilinear: enlargement('linear'),
  ResizeNearestNeighbor: enlargement('nearest'),
  PadV2: padding,
  StridedSlice: stridedSlice,
  Slice: ofWeightsAlone,
  DepthToSpace: depthToSpace,
  Concat: concatenation,
  Softmax: softmax,
  Mean: reduction('ReduceMean'),
  Sum: reduction('ReduceSum'),
  Max: reduction('ReduceMax', 'reductionIndices'),
  BatchMatMul: matrixProduct,
  [layerNormalisationKernel]: layerNormalisation,
  [multiHeadAttentionKernel]: multiHeadAttention,
  [embedTokensKernel]: tokenEmbedding,
  [tokensToGridKernel]: tokensToGrid,
  Reshape: reshape,
  Cast: unchanged,
  Identity: unchanged,
  Add: binary('Add'),
  Sub: binary('Sub'),
  Multiply: binary('Mul'),
  RealDiv: binary('Div'),
  Maximum: binary('Max'),
  Minimum: binary('Min'),
  Equal: equality,
  Rsqrt: (call) => call.node('Reciprocal', [call.graph.node('Sqrt', [call.operand(call.input('x'))])], call.input('x').shape),
  Relu: elementwise('Relu'),
  Erf: elementwise('Erf'),
  Exp: elementwise('Exp'),
  Log: elementwise('Log'),
  Sigmoid: elementwise('Sigmoid'),
  Softplus: elementwise('Softplus'),
};

let registered: TracingBackend | null = null;

/** @returns this process's tracing backend, registered with TensorFlow.js at the first call */
export function tracingBackend(): TracingBackend {
  if (registered) return registered;
  const backend = new TracingBackend();
  tf.registerBackend(tracingBackendName, () => backend);
  for (const [kernelName, emit] of Object.entries(kernels)) {
    tf.registerKernel({
      kernelName,
      backendName: tracingBackendName,
      kernelFunc: ({ inputs, attrs = {} }) => {
        const given = inputs as Readonly<Record<string, TensorInfo>>;
        const isKnown = Object.values(given).every((tensor) => backend.tracedBy(tensor).kind === 'known');
        if (isKnown) return computed(backend, kernelName, given, attrs);
        return emit(new KernelCall(kernelName, backend, given, attrs));
      },
    });
  }
  registered = backend;
  return backend;
}

/** What follows from weights alone is computed now: so batch normalisation folds into its convolution. */
function computed(backend: TracingBackend, kernelName: string, inputs: Readonly<Record<string, TensorInfo>>, attrs: tf.NamedAttrMap): TensorInfo {
  const cpu = tf.findBackend('cpu');
  const moved = Object.entries(inputs).map(([name, { shape, dtype, dataId }]) => {
    const value = backend.tracedBy({ shape, dtype, dataId });
    const values = value.kind === 'known' ? value.values : new Float32Array();
    return [name, { shape, dtype, dataId: cpu.write(values, shape, dtype) }] as const;
  });
  const outcome = tf.getKernel(kernelName, 'cpu').kernelFunc({ inputs: Object.fromEntries(moved), backend: cpu, attrs }) as TensorInfo;
  const values = (cpu.readSync(outcome.dataId) as Float32Array).slice();
  for (const dataId of new Set([...moved.map(([, tensor]) => tensor.dataId), outcome.dataId])) cpu.disposeData(dataId, true);
  return backend.known(values, outcome.shape);
}
