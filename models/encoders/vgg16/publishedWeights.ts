import type { PublishedWeights } from '../PublishedWeights.ts';

/** VGG-16: torchvision's classifier is called so, timm's has its convolutions in `pre_logits` and its end in `head`. */
export const vgg16Weights: PublishedWeights = { naming: 'torchvision', classifier: ['classifier.', 'pre_logits.', 'head.'], firstKernel: 'features.0.weight', positions: null };
