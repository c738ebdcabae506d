import type { StoredModel } from '../ensemble/modelFolder.ts';
import { irVersion, opsetVersion } from './exportEnsemble.ts';
import { GraphBuilder } from './format/GraphBuilder.ts';
import type { GraphValue } from './format/GraphBuilder.ts';
import { encodeOnnx } from './format/onnxFormat.ts';
import { toChannelsFirst, toChannelsLast } from './trace/channelsFirst.ts';
import { traceMember } from './trace/traceMember.ts';

export function memberOutputName(output: 'probabilities' | 'lossMap' | 'imageLoss' | 'distances' | 'confidence', member: number): string {
  return `${output}${member}`;
}

/** Which part of its input a graph speaks of. */
export type PredictedPart = 'whole' | 'withinMargins';

/**
 * A model's members for this program's own runner: one input `image` [B,H,W,channels], and for each member its
 * probabilities [B,h,w,C], loss map [B,h/4,w/4], image loss [B] and, with a distance head, distances, with a confidence head, confidence [B,h,w,1] by `memberOutputName`.
 * @param part `whole`: of all of the image. `withinMargins`: the graph has another input `margins` (int64: top, left, bottom,
 *   right, in pixels of the image), and says of what lies between them what it would say of it in the whole
 * @throws SfumatoError `invalidInput` when the network cannot be put into ONNX
 */
export function exportMembers({ file, network, members }: StoredModel, part: PredictedPart = 'whole'): Uint8Array {
  const channels = network.network.config['inputChannels'] as number;
  const graph = new GraphBuilder();
  const input = graph.node('Transpose', ['image'], { perm: { ints: toChannelsFirst } });
  const outputs = members.flatMap((values, index): GraphValue[] => {
    graph.prefix = `member${index}.`;
    const traced = traceMember(graph, { network, values, temperature: file.temperature, channels }, input, { style: 'fast', ...(part === 'withinMargins' && { margins: 'margins' }) });
    const [probabilities, lossMap, imageLoss] = (['probabilities', 'lossMap', 'imageLoss'] as const).map((output) => memberOutputName(output, index)) as [string, string, string];
    graph.node('Transpose', [traced.probabilities], { perm: { ints: toChannelsLast } }, probabilities);
    graph.node('Identity', [traced.lossMap], {}, lossMap);
    graph.node('Identity', [traced.imageLoss], {}, imageLoss);
    const pixelMaps = (['distances', 'confidence'] as const).flatMap((output): GraphValue[] => {
      const map = traced[output];
      if (map === null) return [];
      const name = memberOutputName(output, index);
      graph.node('Transpose', [map], { perm: { ints: toChannelsLast } }, name);
      return [{ name, shape: ['batch', 'height', 'width', 1], description: '' }];
    });
    return [
      { name: probabilities, shape: ['batch', 'height', 'width', file.classes.length], description: '' },
      { name: lossMap, shape: ['batch', 'loss_height', 'loss_width'], description: '' },
      { name: imageLoss, shape: ['batch'], description: '' },
      ...pixelMaps,
    ];
  });
  const image = { name: 'image', shape: ['batch', 'height', 'width', channels], description: '' };
  const margins = { name: 'margins', shape: [4], description: '', dataType: 'int64' } as const;
  return encodeOnnx({ irVersion, opsetImport: [{ domain: '', version: opsetVersion }], graph: graph.finish('members', part === 'withinMargins' ? [image, margins] : [image], outputs) });
}
