import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unlabelled } from '../../src-main/core/labels/labelMap.ts';
import type { RecipeChanges } from '../../src-main/core/training/TrainingRecipe.ts';
import { decodeLabelled } from '../training/decodeLabelled.ts';
import type { DecodedPair, LabelledPair } from '../training/decodeLabelled.ts';

export type Split = 'train' | 'val';

/** How long systems learn on a set; all of the table alike. */
export interface Budget {
  readonly steps: number;
  readonly batchSize: number;
  /** Pixels. */
  readonly cropSide: number;
  readonly learningRate: number;
}

/** A set of labelled images that the zoo is measured on. */
export interface ZooSet {
  readonly name: string;
  readonly title: string;
  /** Folder beside the project; sets that are not there are passed over, and said to be. */
  readonly folder: string;
  readonly classNames: readonly string[];
  readonly input: 'grey' | 'colour';
  readonly budget: Budget;
  readonly recipe: RecipeChanges;
  /** Paths of one split's images and labels. */
  readonly list: (split: Split) => Promise<readonly LabelledPair[]>;
  /** Class of a label file's value. */
  readonly classOf: (value: number) => number;
  /** Whether a label file's values number objects. */
  readonly hasObjects?: boolean;
}

/** Beside the project; not part of it. */
export const dataFolder = fileURLToPath(new URL('../../../shared/data', import.meta.url));

/** Pairs of two folders whose files share their names but for the extension. */
export async function pairsOf(folder: string, belongs: (name: string) => boolean): Promise<LabelledPair[]> {
  const names = (await readdir(join(folder, 'images'))).filter(belongs).sort();
  return names.map((name) => ({ image: join(folder, 'images', name), labels: join(folder, 'labels', `${basename(name, extname(name))}.png`) }));
}

const camvidFolder = join(dataFolder, 'camvid');
const membranesFolder = join(dataFolder, 'em-membranes');
const nucleiFolder = join(dataFolder, 'nuclei-dsb2018');

export const zooSets: readonly ZooSet[] = [
  {
    name: 'camvid',
    title: 'CamVid, 240 x 180, 11 classes',
    folder: camvidFolder,
    classNames: ['sky', 'building', 'pole', 'road', 'pavement', 'tree', 'sign', 'fence', 'car', 'pedestrian', 'bicyclist'],
    input: 'colour',
    budget: { steps: 500, batchSize: 8, cropSide: 160, learningRate: 2e-3 },
    // Streets stand upright: mirrored, never turned.
    recipe: { augmentation: { quarterTurns: false, rotation: 5, scale: 1.5, noiseShare: 0 } },
    list: (split) => pairsOf(join(camvidFolder, split), () => true),
    classOf: (value) => (value === 11 ? unlabelled : value),
  },
  {
    name: 'em-membranes',
    title: 'Membranes in electron micrographs, 512 x 512, 2 classes',
    folder: membranesFolder,
    classNames: ['cell', 'membrane'],
    input: 'grey',
    budget: { steps: 200, batchSize: 4, cropSide: 192, learningRate: 2e-3 },
    recipe: { augmentation: { elasticShare: 0.5 } },
    list: (split) => pairsOf(membranesFolder, (name) => name.startsWith(split)),
    classOf: (value) => value,
  },
  {
    name: 'nuclei-dsb2018',
    title: 'Nuclei, fluorescence and stained tissue, 2 classes',
    folder: nucleiFolder,
    classNames: ['background', 'nucleus'],
    input: 'grey',
    budget: { steps: 300, batchSize: 4, cropSide: 192, learningRate: 2e-3 },
    recipe: {},
    list: (split) => pairsOf(nucleiFolder, (name) => name.startsWith(`${split}-`)),
    classOf: (instance) => (instance > 0 ? 1 : 0),
    hasObjects: true,
  },
];

export function isHere({ folder }: ZooSet): boolean {
  return existsSync(folder);
}

/** Decodes one split for the engine. @param workFolder where the decoded samples go */
export async function loadSplit({ list, classOf, hasObjects }: ZooSet, split: Split, workFolder: string): Promise<DecodedPair[]> {
  return decodeLabelled(await list(split), { workFolder, prefix: `${split}-`, classOf, withObjects: hasObjects === true });
}
