import type { PublishedWeights } from '../PublishedWeights.ts';

/** ResNets, which timm and torchvision name alike. */
export const resnetWeights: PublishedWeights = { naming: 'torchvision', classifier: ['fc.'], firstKernel: 'conv1.weight', positions: null };
