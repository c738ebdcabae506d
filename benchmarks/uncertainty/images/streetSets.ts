import { join } from 'node:path';
import { unlabelled } from '../../../src-main/core/labels/labelMap.ts';
import { decodeLabelled } from '../../training/decodeLabelled.ts';
import { dataFolder, pairsOf } from '../../zoo/dataSets.ts';
import type { ImageSet, MeasurableImage, Part, SetNetwork } from './ImageSet.ts';

const folder = join(dataFolder, 'camvid');
const allClasses = ['sky', 'building', 'pole', 'road', 'pavement', 'tree', 'sign', 'fence', 'car', 'pedestrian', 'bicyclist'] as const;
type StreetClass = (typeof allClasses)[number];

/** Stands for a class that is kept from the networks while the files are read. */
const foreignMark = 254;

/** Of the zoo’s systems the one that learns most of these streets in a given time; slim, from random weights. */
const network: SetNetwork = {
  title: 'FCN-8s on VGG-16 of a quarter of its width',
  architecture: 'fcn',
  config: { encoder: { name: 'vgg16', width: 0.25, batchNorm: true }, stride: 8, hiddenChannels: 256 },
};

/** Every fifth of the split's images, which follow each other in one sequence. */
const heldBackStride = 5;

const splitOf: Readonly<Record<Part, string>> = { train: 'train', heldBack: 'val', test: 'test' };

/**
 * CamVid without some of its classes: their pixels are unlabelled to the networks, and what confidence should be low at.
 * Source: Franchi et al. 2020 (TRADI), arXiv:1912.11316, section 4.4, where pedestrians, bicyclists and cars are left out.
 */
export const streetSets: readonly ImageSet[] = [streets('camvid-pedestrian', ['pedestrian']), streets('camvid-traffic', ['pedestrian', 'bicyclist', 'car'])];

function streets(name: string, foreign: readonly StreetClass[]): ImageSet {
  const known = allClasses.filter((each) => !foreign.includes(each));
  const classOf = (value: number): number => {
    const own = allClasses[value];
    if (own === undefined) return unlabelled;
    return foreign.includes(own) ? foreignMark : known.indexOf(own);
  };
  return {
    name,
    title: `CamVid without ${foreign.join(', ')}`,
    table: 'camvid',
    folder,
    classNames: known,
    input: 'colour',
    network,
    budget: { steps: 400, batchSize: 6, cropSide: 128, learningRate: 4e-3 },
    recipe: { augmentation: { quarterTurns: false, rotation: 5, scale: 1.5, noiseShare: 0 } },
    turns: 2,
    parts: 'The official lists: 367 images to learn from, every fifth of the 101 of val for temperatures, 155 of test; 240 x 180 pixels.',
    async load(part, _seed, samplesFolder) {
      const pairs = await pairsOf(join(folder, splitOf[part]), () => true);
      const wanted = part === 'heldBack' ? pairs.filter((_pair, index) => index % heldBackStride === 0) : pairs;
      return (await decodeLabelled(wanted, { workFolder: samplesFolder, prefix: `${part}-`, classOf })).map(
        (image): MeasurableImage => ({
          ...image,
          labels: image.labels.map((label) => (label === foreignMark ? unlabelled : label)),
          foreign: image.labels.map((label) => (label === foreignMark ? 1 : 0)),
        }),
      );
    },
  };
}
