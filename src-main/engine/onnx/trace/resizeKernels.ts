import type { KernelCall } from './KernelCall.ts';
import type { TensorInfo } from './TracingBackend.ts';

/**
 * ResizeBilinear and ResizeNearestNeighbor. What has the image's proportions is enlarged by a whole factor, which holds
 * for every size of image; what has a size of its own (means over parts of the image) is brought to a whole fraction of it.
 */
export function enlargement(mode: 'linear' | 'nearest'): (call: KernelCall) => TensorInfo {
  return (call) => {
    const images = call.input('images');
    const [batch, height, width, channels] = images.shape as [number, number, number, number];
    const size = call.attribute<[number, number]>('size');
    const { image } = call;
    if (call.attribute<boolean>('alignCorners')) call.refuse('corners that are aligned');
    if (mode === 'linear' && !call.attribute<boolean>('halfPixelCenters')) call.refuse('other pixel centres than halves');
    const isProportional = height * image.width === width * image.height;
    const target = isProportional ? byFactor(call, [size[0] / height, size[1] / width]) : byFraction(call, [image.height / size[0], image.width / size[1]]);
    return call.node('Resize', [call.operand(images), ...target], [batch, ...size, channels], {
      mode: { text: mode },
      // By whole factors the nearest pixel is the same for every place of the centres; this is how ONNX gets it right.
      coordinate_transformation_mode: { text: mode === 'linear' ? 'half_pixel' : 'asymmetric' },
      ...(mode === 'nearest' && { nearest_mode: { text: 'floor' } }),
    });
  };
}

/** The operands of Resize after its input: none, scales. */
function byFactor(call: KernelCall, factors: readonly [number, number]): string[] {
  if (!factors.every((factor) => Number.isInteger(factor))) call.refuse(`enlarging by ${factors.join(' and ')}`);
  return ['', call.graph.floats(Float32Array.from([1, 1, ...factors]), [4])];
}

/** The operands of Resize after its input: none, none, sizes. */
function byFraction(call: KernelCall, strides: readonly [number, number]): string[] {
  if (!strides.every((stride) => Number.isInteger(stride))) call.refuse(`a size that is the image's divided by ${strides.join(' and ')}`);
  const { graph, image } = call;
  const batchAndChannels = graph.node('Shape', [call.operand(call.input('images'))], { start: { int: 0 }, end: { int: 2 } });
  const size = graph.node('Div', [graph.node('Shape', [image.name], { start: { int: 2 }, end: { int: 4 } }), graph.integers(strides)]);
  return ['', '', graph.node('Concat', [batchAndChannels, size], { axis: { int: 0 } })];
}
