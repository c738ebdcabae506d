import type { ContextMargins } from '../../../../models/Architecture.ts';
import type { ContextCrop } from '../../../../models/layers/contextCrop.ts';
import { croppedPixels, wholeContext } from '../../../../models/layers/contextCrop.ts';
import type { KernelCall } from './KernelCall.ts';
import type { TensorInfo } from './TracingBackend.ts';

/** CropContext: a slice whose bounds the graph works out from its own input of four margins. */
export function contextCrop(call: KernelCall): TensorInfo {
  const x = call.input('x');
  const attribute = (name: keyof ContextMargins | keyof ContextCrop): number => call.attribute<number>(name);
  const [stride, from, to] = [attribute('stride'), attribute('from'), attribute('to')];
  const margins = { top: attribute('top'), left: attribute('left'), bottom: attribute('bottom'), right: attribute('right') };
  const { graph } = call;
  const image = call.operand(x);
  const own = graph.node('Div', [call.margins, graph.integers([stride])]);
  const atMost = (most: number): string => (most >= wholeContext ? own : graph.node('Min', [own, graph.integers([most])]));
  const taken = graph.node('Sub', [atMost(from), atMost(to)]);
  const two = (begin: number): string => graph.node('Slice', [taken, graph.integers([begin]), graph.integers([begin + 2])]);
  const sides = graph.node('Shape', [image], { start: { int: 2 }, end: { int: 4 } });
  const cropped = croppedPixels(margins, { stride, from, to });
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  const shape = [batch, height - cropped.top - cropped.bottom, width - cropped.left - cropped.right, channels];
  return call.node('Slice', [image, two(0), graph.node('Sub', [sides, two(2)]), graph.integers([2, 3])], shape);
}
