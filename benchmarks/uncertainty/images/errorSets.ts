import { basename, join } from 'node:path';
import { decodeLabelled } from '../../training/decodeLabelled.ts';
import { dataFolder, pairsOf } from '../../zoo/dataSets.ts';
import { narrowUnet } from './ImageSet.ts';
import type { ImageSet, Part } from './ImageSet.ts';

const grey = { table: 'errors', input: 'grey', recipe: {}, turns: 8 } as const;
const budget = { steps: 250, batchSize: 4, cropSide: 128, learningRate: 1e-2 } as const;

/** Images of two classes on which maps of doubt are to find the pixels that the network has wrong. */
export const errorSets: readonly ImageSet[] = [
  {
    ...grey,
    ...places('nuclei-dsb2018', (name, index) => (name.startsWith('val-') ? 'test' : heldBackOf(8, index))),
    title: 'Nuclei, fluorescence and stained tissue',
    classNames: ['background', 'nucleus'],
    network: narrowUnet,
    budget,
    parts: 'Tested on the 22 images of the val split; of the 113 of the train split every eighth is kept for temperatures.',
  },
  {
    ...grey,
    ...places('em-membranes', (name, index) => (name.startsWith('val-') ? 'test' : heldBackOf(7, index))),
    title: 'Membranes in electron micrographs',
    classNames: ['cell', 'membrane'],
    network: narrowUnet,
    budget: { ...budget, steps: 200 },
    recipe: { augmentation: { elasticShare: 0.5 } },
    parts: 'Tested on the 4 sections of val; of the 20 of train every seventh is kept for temperatures. Neighbouring files are neighbouring sections, so held-back ones are easier than new ones.',
  },
  {
    ...grey,
    ...places('cxr_lungs', (_name, index) => (index % 4 === 3 ? 'test' : heldBackOf(8, index))),
    title: 'Lungs in chest X-rays',
    classNames: ['background', 'lung'],
    network: narrowUnet,
    budget: { ...budget, steps: 200 },
    // A chest stands upright: mirrored, never turned.
    recipe: { augmentation: { quarterTurns: false } },
    turns: 2,
    parts: 'Of the 60 images by name, half of them with tuberculosis, every fourth is tested on, every eighth kept for temperatures.',
  },
];

function places(name: string, partOf: (fileName: string, index: number) => Part): Pick<ImageSet, 'name' | 'folder' | 'load'> {
  const folder = join(dataFolder, name);
  return {
    name,
    folder,
    async load(part, _seed, samplesFolder) {
      const names = (await pairsOf(folder, () => true)).map((pair, index) => ({ pair, part: partOf(basename(pair.image), index) }));
      return decodeLabelled(
        names.filter((each) => each.part === part).map(({ pair }) => pair),
        { workFolder: samplesFolder, classOf: (value) => (value > 0 ? 1 : 0) },
      );
    },
  };
}

function heldBackOf(stride: number, index: number): Part {
  return index % stride === 0 ? 'heldBack' : 'train';
}
