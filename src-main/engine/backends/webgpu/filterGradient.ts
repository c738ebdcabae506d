import { tf } from '../../tensorflow.ts';
import { webgpuBackendName } from './tfjsWebgpu.ts';
import type { WebgpuBackend, WebgpuProgram } from './tfjsWebgpu.ts';

/** Side of the square of input and output channels that one workgroup computes; each of its threads does 2 x 2 of it. */
const tile = 16;
/** Pixels whose channels lie in a workgroup's memory at once. */
const pixelsAtOnce = 16;
/** Workgroups that keep a large graphics card busy. */
const enoughWorkgroups = 2048;
/** Fewer pixels than this are not worth a workgroup of their own. */
const fewestPixels = 512;

export interface FilterGradientAttributes {
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number;
  readonly dataFormat: 'NHWC' | 'NCHW';
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
  readonly filterShape: [number, number, number, number];
}

/**
 * The filter gradient of a 2-D convolution as a tiled matrix product over pixels,
 * dFilter[i,j,c,k] = sum over b,y,x of x[b, y*s+i-top, x*s+j-left, c] * dy[b,y,x,k].
 * TensorFlow.js's own kernel gives each value of the filter one thread, which goes through every pixel of the batch: a
 * first layer's 144 threads leave a graphics card idle. Here pixels are shared out among workgroups too, whose sums are
 * then added in a fixed order, so that equal work gives equal bits.
 * @param x [B,H,W,C] @param dy [B,Y,X,K]
 * @returns [filter height, filter width, C, K]
 */
function filterGradient(backend: WebgpuBackend, x: tf.Tensor4D, dy: tf.Tensor4D, attributes: FilterGradientAttributes): tf.Tensor {
  const { strides, pad, dataFormat, dimRoundingMode, filterShape } = attributes;
  if (dataFormat !== 'NHWC') throw new Error(`The filter gradient on WebGPU wants NHWC; it got ${dataFormat}.`);
  const info = tf.backend_util.computeConv2DInfo(x.shape, filterShape, strides, 1, pad, dimRoundingMode);
  const [rows, columns, channels, outputs] = filterShape;
  const taps = rows * columns;
  const tiles = Math.ceil(channels / tile) * Math.ceil(outputs / tile) * taps;
  const pixels = info.batchSize * info.outHeight * info.outWidth;
  const chunks = Math.max(1, Math.min(Math.ceil(enoughWorkgroups / tiles), Math.ceil(pixels / fewestPixels)));
  const chunkLength = Math.ceil(pixels / chunks / pixelsAtOnce) * pixelsAtOnce;
  const program: WebgpuProgram = {
    variableNames: ['x', 'dy'],
    outputShape: [chunks, taps, channels, outputs],
    uniforms: 'pads : vec2<i32>, strides : vec2<i32>, filterWidth : i32, taps : i32, pixels : i32, chunkLength : i32,',
    workgroupSize: [tile / 2, tile / 2, 1],
    dispatchLayout: { x: [3], y: [2], z: [0, 1] },
    dispatch: [Math.ceil(outputs / tile), Math.ceil(channels / tile), chunks * taps],
    shaderKey: 'sfumatoConv2DFilterGradient',
    getUserCode: () => shader,
  };
  const parts = backend.runWebGPUProgram(program, [x, dy], 'float32', [
    { type: 'int32', data: [info.padInfo.top, info.padInfo.left] },
    { type: 'int32', data: [info.strideHeight, info.strideWidth] },
    { type: 'int32', data: [columns] },
    { type: 'int32', data: [taps] },
    { type: 'int32', data: [pixels] },
    { type: 'int32', data: [chunkLength] },
  ]);
  return tf.tidy(() => tf.engine().makeTensorFromTensorInfo(parts).sum(0).reshape(filterShape));
}

const shader = `
  var<workgroup> inputs : array<array<f32, ${tile}>, ${pixelsAtOnce}>;
  var<workgroup> slopes : array<array<f32, ${tile}>, ${pixelsAtOnce}>;

  fn main() {
    let tap = i32(workgroupId.z) % uniforms.taps;
    let chunk = i32(workgroupId.z) / uniforms.taps;
    let shift = vec2<i32>(tap / uniforms.filterWidth, tap % uniforms.filterWidth) - uniforms.pads;
    let firstChannel = i32(workgroupId.y) * ${tile};
    let firstOutput = i32(workgroupId.x) * ${tile};
    let channels = uniforms.xShape.w;
    let outputs = uniforms.dyShape.w;
    let rowLength = uniforms.dyShape.z;
    let planeLength = uniforms.dyShape.y * rowLength;
    let begin = chunk * uniforms.chunkLength;
    let end = min(begin + uniforms.chunkLength, uniforms.pixels);
    let row = i32(localId.y) * 2;
    let column = i32(localId.x) * 2;
    var sums = vec4<f32>(0.0);
    // Over the uniform length, not up to the end: every thread must come to the barriers, as far as the compiler can see.
    for (var offset = 0; offset < uniforms.chunkLength; offset = offset + ${pixelsAtOnce}) {
      for (var at = i32(localIndex); at < ${pixelsAtOnce * tile}; at = at + ${(tile / 2) ** 2}) {
        let slot = at / ${tile};
        let lane = at % ${tile};
        let pixel = begin + offset + slot;
        var value = 0.0;
        var slope = 0.0;
        if (pixel < end) {
          if (firstOutput + lane < outputs) {
            slope = dy[pixel * outputs + firstOutput + lane];
          }
          let inPlane = pixel % planeLength;
          let place = vec2<i32>(inPlane / rowLength, inPlane % rowLength) * uniforms.strides + shift;
          if (firstChannel + lane < channels && all(place >= vec2<i32>(0)) && all(place < uniforms.xShape.yz)) {
            let inputPixel = ((pixel / planeLength) * uniforms.xShape.y + place.x) * uniforms.xShape.z + place.y;
            value = x[inputPixel * channels + firstChannel + lane];
          }
        }
        inputs[slot][lane] = value;
        slopes[slot][lane] = slope;
      }
      workgroupBarrier();
      for (var slot = 0; slot < ${pixelsAtOnce}; slot = slot + 1) {
        let value = vec2<f32>(inputs[slot][row], inputs[slot][row + 1]);
        let slope = vec2<f32>(slopes[slot][column], slopes[slot][column + 1]);
        sums = sums + vec4<f32>(value.x * slope, value.y * slope);
      }
      workgroupBarrier();
    }
    let base = (chunk * uniforms.taps + tap) * channels;
    for (var at = 0; at < 4; at = at + 1) {
      let channel = firstChannel + row + at / 2;
      let output = firstOutput + column + at % 2;
      if (channel < channels && output < outputs) {
        result[(base + channel) * outputs + output] = sums[at];
      }
    }
  }
`;

/** Puts the kernel in the place of the package's own; once in a process. */
export function registerWebgpuFilterGradient(): void {
  tf.unregisterKernel('Conv2DBackpropFilter', webgpuBackendName);
  tf.registerKernel({
    kernelName: 'Conv2DBackpropFilter',
    backendName: webgpuBackendName,
    kernelFunc: ({ inputs, backend, attrs }) =>
      filterGradient(backend as WebgpuBackend, inputs['x'] as tf.Tensor4D, inputs['dy'] as tf.Tensor4D, attrs as unknown as FilterGradientAttributes),
  });
}
