import { basename, join } from 'node:path';
import { decodeLabelled, type LabelledPair } from '../../training/decodeLabelled.ts';
import { dataFolder, pairsOf } from '../../zoo/dataSets.ts';
import { narrowUnet } from './ImageSet.ts';
import type { ImageSet, MeasurableImage, Part } from './ImageSet.ts';

const folder = join(dataFolder, 'bu_bil_multiannotator');
/** The two drawings of one person, with two tools, are not independent of each other. */
const annotators = [1, 2, 3, 4, 5].flatMap((person) => ['Amira', 'ImageJ'].map((tool) => `Person${person}_${tool}`));
const folds = 3;
/** Of the images outside the fold. */
const heldBackStride = 4;

/**
 * Cells that ten people's drawings outline: networks learn from every drawing, so that what people disagree about is noise of the
 * labels; in the fold left out what they say is compared with all ten.
 * Source: Gurari et al. 2015, WACV, doi:10.1109/WACV.2015.160, for the drawings.
 */
export const cellSets: readonly ImageSet[] = [
  {
    name: 'bu-bil',
    title: 'Smooth muscle cells in phase contrast, ten drawings an image',
    table: 'annotators',
    folder,
    classNames: ['background', 'cell'],
    input: 'grey',
    network: narrowUnet,
    budget: { steps: 250, batchSize: 4, cropSide: 128, learningRate: 1e-2 },
    recipe: {},
    turns: 8,
    parts: `24 images in ${folds} folds of every third: seed k tests on fold k, fits temperatures on every fourth of the other images (one drawing each, the gold standard) and learns from all ten drawings of the rest.`,
    async load(part, seed, samplesFolder) {
      const wanted = (await pairsOf(folder, () => true)).filter((_pair, index) => partOf(index, seed) === part);
      const decode = (pairs: readonly LabelledPair[]): Promise<MeasurableImage[]> => decodeLabelled(pairs, { workFolder: samplesFolder, classOf: (value) => (value > 0 ? 1 : 0) });
      const goldPairs = wanted.map(({ image }) => ({ image, labels: labelFile('gold', image) }));
      if (part === 'heldBack') return decode(goldPairs);
      const drawn: MeasurableImage[][] = [];
      for (const annotator of annotators) drawn.push(await decode(wanted.map(({ image }) => ({ image, labels: labelFile(join('annotators', annotator), image) }))));
      if (part === 'train') return drawn.flatMap((images, index) => images.map((image) => ({ ...image, imageId: `${image.imageId}-${annotators[index]!}` })));
      return (await decode(goldPairs)).map((image, index) => ({ ...image, drawings: drawn.map((images) => images[index]!.labels) }));
    },
  },
];

function labelFile(subfolder: string, image: string): string {
  return join(folder, subfolder, basename(image));
}

/** Of images in the order of their names. */
function partOf(index: number, seed: number): Part {
  if (index % folds === (seed - 1) % folds) return 'test';
  // Two of three images are left, in a row of their own.
  const place = Math.floor(index / folds) * (folds - 1) + ((index - seed + 1 + folds) % folds) - 1;
  return place % heldBackStride === 0 ? 'heldBack' : 'train';
}
