import { basename, extname, join } from 'node:path';
import { unlabelled } from '../../../src-main/core/labels/labelMap.ts';
import { dataFolder, pairsOf } from '../../zoo/dataSets.ts';
import type { LabelledPair } from '../../training/decodeLabelled.ts';
import { evenly } from './evenly.ts';
import type { LoopImage, LoopSet } from './LoopSet.ts';
import { readNifti } from './readNifti.ts';
import { readPicture } from './readPicture.ts';
import type { ReadRule } from './readPicture.ts';
import { sliceOf } from './sliceOf.ts';
import { writeLoopImage } from './writeLoopImage.ts';

const isForeground = (value: number): number => (value > 0 ? 1 : 0);
const nuclei = join(dataFolder, 'nuclei-dsb2018');
const membranes = join(dataFolder, 'em-membranes');
const hippocampus = join(dataFolder, 'hippocampus-mri');
const lungs = join(dataFolder, 'cxr_lungs');
const streets = join(dataFolder, 'camvid');

/** Of each set: few, that a run takes minutes on one core. */
const [poolImages, testImages] = [28, 12] as const;
/** Streets are reduced to a quarter of their pixels, so there may be more of them. */
const [poolStreets, testStreets] = [84, 24] as const;

/** What tells two or three classes of small things apart, and what sees more of a street. */
const [shallow, deep] = [
  { width: 8, depth: 3 },
  { width: 8, depth: 4 },
] as const;

/** Side of parts of larger images, pixels. */
const partSide = 256;

/** Where a volume is cut, as shares of its width: both parts of the hippocampus are in view there. */
const slicePlaces = [0.36, 0.5] as const;

/** Pixels to a voxel, each way. */
const voxelScale = 3;

/** In the order of the tables. */
export const loopSets: readonly LoopSet[] = [
  {
    name: 'nuclei-dsb2018',
    title: 'Nuclei, fluorescence and stained tissue',
    folder: nuclei,
    classNames: ['background', 'nucleus'],
    scoredClasses: [1],
    input: 'grey',
    network: shallow,
    recipe: {},
    parts: 'Pool: 28 of the 113 images of train; test: 12 of the 22 of val; of each the middle, at most 256 x 256 pixels.',
    async load(part, samplesFolder) {
      const pairs = await pairsOf(nuclei, (name) => name.startsWith(part === 'pool' ? 'train-' : 'val-'));
      return pictures(evenly(pairs, part === 'pool' ? poolImages : testImages), samplesFolder, { input: 'grey', classOf: isForeground, box: middle });
    },
  },
  {
    name: 'em-membranes',
    title: 'Membranes in electron micrographs',
    folder: membranes,
    classNames: ['cell', 'membrane'],
    scoredClasses: [1],
    input: 'grey',
    network: shallow,
    recipe: { augmentation: { elasticShare: 0.5 } },
    parts: 'Pool: two opposite quarters of each of 14 sections of train; test: three quarters of each of the 4 sections of val; 256 x 256 pixels.',
    async load(part, samplesFolder) {
      const pairs = await pairsOf(membranes, (name) => name.startsWith(part === 'pool' ? 'train-' : 'val-'));
      const images: LoopImage[] = [];
      for (const pair of part === 'pool' ? evenly(pairs, poolImages / 2) : pairs) {
        for (const quarter of part === 'pool' ? [0, 3] : [0, 1, 3]) {
          const box = { x: partSide * (quarter % 2), y: partSide * Math.floor(quarter / 2), width: partSide, height: partSide };
          const picture = await readPicture(`${nameOf(pair)}-${quarter}`, pair, { input: 'grey', classOf: (value) => value, box: () => box });
          images.push(writeLoopImage(picture, samplesFolder));
        }
      }
      return images;
    },
  },
  {
    name: 'hippocampus-mri',
    title: 'Hippocampus, anterior and posterior, in MRI',
    folder: hippocampus,
    classNames: ['background', 'anterior', 'posterior'],
    scoredClasses: [1, 2],
    input: 'grey',
    network: shallow,
    // The one end of the hippocampus is told from the other by where it lies.
    recipe: { augmentation: { quarterTurns: false, flips: false } },
    parts: 'Of 60 volumes every third is for tests. Pool: 14 volumes; test: 6; of each two slices, a voxel enlarged to 3 x 3 pixels.',
    async load(part, samplesFolder) {
      const pairs = (await pairsOf(hippocampus, () => true)).filter((_pair, index) => (index % 3 === 2) === (part === 'test'));
      return evenly(pairs, (part === 'pool' ? poolImages : testImages) / slicePlaces.length).flatMap(({ image }) => {
        const volume = readNifti(image);
        const labels = readNifti(join(hippocampus, 'labels', basename(image)));
        return slicePlaces.map((place, index) => {
          const picture = sliceOf(`${basename(image, '.nii.gz')}-${index}`, volume, labels, { x: Math.floor(place * volume.width), scale: voxelScale });
          return writeLoopImage(picture, samplesFolder);
        });
      });
    },
  },
  {
    name: 'cxr_lungs',
    title: 'Lungs in chest X-rays',
    folder: lungs,
    classNames: ['background', 'lung'],
    scoredClasses: [1],
    input: 'grey',
    network: shallow,
    // A chest stands upright: mirrored, never turned.
    recipe: { augmentation: { quarterTurns: false } },
    parts: 'Of 60 images every fourth is for tests. Pool: 28; test: 12; reduced to 160 x 160 pixels.',
    async load(part, samplesFolder) {
      const pairs = (await pairsOf(lungs, () => true)).filter((_pair, index) => (index % 4 === 3) === (part === 'test'));
      return pictures(evenly(pairs, part === 'pool' ? poolImages : testImages), samplesFolder, { input: 'grey', classOf: isForeground, size: { width: 160, height: 160 } });
    },
  },
  {
    name: 'camvid',
    title: 'CamVid, 11 classes',
    folder: streets,
    classNames: ['sky', 'building', 'pole', 'road', 'pavement', 'tree', 'sign', 'fence', 'car', 'pedestrian', 'bicyclist'],
    scoredClasses: Array.from({ length: 11 }, (_none, index) => index),
    input: 'colour',
    network: deep,
    recipe: { augmentation: { quarterTurns: false, rotation: 5, scale: 1.5, noiseShare: 0 } },
    parts: 'Pool: 84 of the 367 images of train; test: 24 of the 155 of test; reduced to 120 x 90 pixels.',
    async load(part, samplesFolder) {
      const pairs = await pairsOf(join(streets, part === 'pool' ? 'train' : 'test'), () => true);
      return pictures(evenly(pairs, part === 'pool' ? poolStreets : testStreets), samplesFolder, { input: 'colour', classOf: (value) => (value === 11 ? unlabelled : value), size: { width: 120, height: 90 } });
    },
  },
];

async function pictures(pairs: readonly LabelledPair[], samplesFolder: string, rule: ReadRule): Promise<LoopImage[]> {
  const images: LoopImage[] = [];
  for (const pair of pairs) images.push(writeLoopImage(await readPicture(nameOf(pair), pair, rule), samplesFolder));
  return images;
}

function nameOf({ image }: LabelledPair): string {
  return basename(image, extname(image));
}

function middle({ width, height }: { readonly width: number; readonly height: number }): { readonly x: number; readonly y: number; readonly width: number; readonly height: number } {
  const [across, down] = [Math.min(width, partSide), Math.min(height, partSide)];
  return { x: Math.floor((width - across) / 2), y: Math.floor((height - down) / 2), width: across, height: down };
}

