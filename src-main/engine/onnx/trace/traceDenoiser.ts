import { denoiserMultiple } from '../../adversary/denoiserNetwork.ts';
import { loadDenoiser } from '../../adversary/loadDenoiser.ts';
import type { DenoiserValues } from '../../adversary/loadDenoiser.ts';
import type { GraphBuilder } from '../format/GraphBuilder.ts';
import { traced } from './traced.ts';

/**
 * Writes a denoiser into a graph.
 * @param input the name of its input in the graph, [B,channels,H,W]
 * @param multiples size of the input that is imagined meanwhile, in multiples of the denoiser's
 * @returns the name of the denoised input, of the same shape
 */
export function traceDenoiser(graph: GraphBuilder, denoiser: DenoiserValues, input: string, multiples: readonly [number, number]): string {
  const [height, width] = multiples.map((multiple) => multiple * denoiserMultiple) as [number, number];
  return traced({ graph, style: 'plain', margins: null, image: { name: input, height, width }, channels: denoiser.config.channels }, (image, operand) => {
    const loaded = loadDenoiser(denoiser);
    try {
      return operand(loaded.denoise(image));
    } finally {
      loaded.dispose();
    }
  });
}
