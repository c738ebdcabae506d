import type { EncoderPreset } from '../../src-main/core/networks/NetworkDescription.ts';
import { vitSizes } from '../encoders/vit/arch.ts';

/** Sizes of encoders that are offered, the smallest of each family first: it trains on two cores, the others are as published. */
export const encoderPresets: readonly EncoderPreset[] = [
  { id: 'resnet18Quarter', config: { name: 'resnet18', width: 0.25 } },
  { id: 'resnet18', config: { name: 'resnet18', width: 1 } },
  { id: 'resnet34', config: { name: 'resnet34', width: 1 } },
  { id: 'resnet50', config: { name: 'resnet50', width: 1 } },
  { id: 'resnet101', config: { name: 'resnet101', width: 1 } },
  { id: 'vgg16Quarter', config: { name: 'vgg16', width: 0.25, batchNorm: true } },
  { id: 'vgg16', config: { name: 'vgg16', width: 1, batchNorm: true } },
  { id: 'vitMini', config: vitSizes.mini },
  { id: 'vitTiny', config: vitSizes.tiny },
  { id: 'vitBase', config: vitSizes.base },
  { id: 'vitLarge', config: vitSizes.large },
];
