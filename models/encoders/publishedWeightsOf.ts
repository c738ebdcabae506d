import type { PublishedWeights } from './PublishedWeights.ts';
import { resnetWeights } from './resnet/publishedWeights.ts';
import { vgg16Weights } from './vgg16/publishedWeights.ts';
import { vitWeights } from './vit/publishedWeights.ts';

const byEncoder: ReadonlyMap<string, PublishedWeights> = new Map([
  ['vgg16', vgg16Weights],
  ['resnet18', resnetWeights],
  ['resnet34', resnetWeights],
  ['resnet50', resnetWeights],
  ['resnet101', resnetWeights],
  ['vit', vitWeights],
]);

/** @returns null where the encoder's published weights are not known */
export function publishedWeightsOf(encoder: string): PublishedWeights | null {
  return byEncoder.get(encoder) ?? null;
}
