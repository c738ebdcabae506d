import { vitSizes } from '../../models/encoders/vit/arch.ts';
import type { RecipeChanges } from '../../src-main/core/training/TrainingRecipe.ts';
import type { Budget } from './dataSets.ts';

/** A system of the zoo in a size that trains on two cores. */
export interface ZooSystem {
  /** Its key in the results. */
  readonly name: string;
  readonly title: string;
  /** Under `models`. */
  readonly folder: string;
  readonly architecture: string;
  /** Without `inputChannels` and `classes`, which follow from the data. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Whether it is also measured with a dense CRF over its outcome, as its authors did. */
  readonly withCrf: boolean;
  /** Where it is not trained as all others are, and is no part of the comparison. */
  readonly budget?: Partial<Budget>;
  readonly recipe?: RecipeChanges;
  /** Networks of the ensemble; default 1. */
  readonly members?: number;
  /** The one set it is for; left out: every set. */
  readonly only?: string;
}

const vgg = { name: 'vgg16', width: 0.25, batchNorm: true } as const;
const resnet = { name: 'resnet18', width: 0.25 } as const;
const setr = { encoder: vitSizes.mini, channels: 32, auxiliaryWeight: 0.4 } as const;

export const zooSystems: readonly ZooSystem[] = [
  { name: 'unet', title: 'U-Net', folder: 'unet', architecture: 'unet', config: { width: 16, depth: 4 }, withCrf: false },
  { name: 'unetOnEncoder', title: 'U-Net on ResNet-18', folder: 'unetOnEncoder', architecture: 'unetOnEncoder', config: { encoder: resnet, decoderChannels: 64 }, withCrf: false },
  { name: 'fcn32', title: 'FCN-32s', folder: 'fcn', architecture: 'fcn', config: { encoder: vgg, stride: 32, hiddenChannels: 256 }, withCrf: true },
  { name: 'fcn16', title: 'FCN-16s', folder: 'fcn', architecture: 'fcn', config: { encoder: vgg, stride: 16, hiddenChannels: 256 }, withCrf: true },
  { name: 'fcn8', title: 'FCN-8s', folder: 'fcn', architecture: 'fcn', config: { encoder: vgg, stride: 8, hiddenChannels: 256 }, withCrf: true },
  { name: 'segnet', title: 'SegNet', folder: 'segnet', architecture: 'segnet', config: { encoder: vgg }, withCrf: false },
  { name: 'pspnet', title: 'PSPNet', folder: 'pspnet', architecture: 'pspnet', config: { encoder: resnet, outputStride: 8, channels: 64, auxiliaryWeight: 0.4 }, withCrf: false },
  { name: 'deeplabV2', title: 'DeepLab v2', folder: 'deeplabV2', architecture: 'deeplabV2', config: { encoder: resnet, outputStride: 8, rates: [2, 4, 6, 8] }, withCrf: true },
  { name: 'deeplab', title: 'DeepLab v3', folder: 'deeplab', architecture: 'deeplab', config: { encoder: resnet, outputStride: 8, channels: 64, rates: [2, 4, 6], auxiliaryWeight: 0.4 }, withCrf: true },
  { name: 'deeplabV3Plus', title: 'DeepLab v3+', folder: 'deeplabV3Plus', architecture: 'deeplabV3Plus', config: { encoder: resnet, outputStride: 8, channels: 64, fineChannels: 16, rates: [2, 4, 6] }, withCrf: true },
  { name: 'setrNaive', title: 'SETR-Naive', folder: 'setr', architecture: 'setrNaive', config: setr, withCrf: false },
  { name: 'setrPup', title: 'SETR-PUP', folder: 'setr', architecture: 'setrPup', config: setr, withCrf: false },
  { name: 'setrMla', title: 'SETR-MLA', folder: 'setr', architecture: 'setrMla', config: setr, withCrf: false },
  // Longer, to see how far the best of each set come: no part of the comparison.
  {
    name: 'unetLong',
    title: 'U-Net, longer',
    folder: 'unet',
    architecture: 'unet',
    config: { width: 16, depth: 4 },
    withCrf: false,
    only: 'em-membranes',
    budget: { steps: 700, cropSide: 256 },
  },
  {
    name: 'unetCamvid',
    title: 'U-Net, longer',
    folder: 'unet',
    architecture: 'unet',
    config: { width: 16, depth: 4 },
    withCrf: false,
    only: 'camvid',
    budget: { steps: 3000 },
  },
  {
    name: 'unetNuclei',
    title: 'U-Net with a distance head, two of them, longer',
    folder: 'unet',
    architecture: 'unet',
    config: { width: 16, depth: 4, instances: true },
    withCrf: false,
    only: 'nuclei-dsb2018',
    members: 2,
    budget: { steps: 900, cropSide: 256 },
    recipe: { augmentation: { contrast: 1.6, contrastShare: 0.6, gamma: 1.8, gammaShare: 0.4, elasticShare: 0.2 } },
  },
];
