import type { PublishedWeights } from '../PublishedWeights.ts';

/** ViT and DeiT in timm's naming. */
export const vitWeights: PublishedWeights = {
  naming: 'timm',
  classifier: ['head.', 'pre_logits.', 'fc_norm.'],
  firstKernel: 'patch_embed.proj.weight',
  positions: 'pos_embed',
};
