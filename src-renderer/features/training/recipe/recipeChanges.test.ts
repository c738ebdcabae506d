import { expect, test } from 'vitest';
import { recipeChanges } from './recipeChanges.ts';

test('a recipe is told by what it has otherwise than usual', () => {
  expect(recipeChanges(undefined)).toBe('As usual');
  expect(recipeChanges({})).toBe('As usual');
  expect(recipeChanges({ loss: { focal: 0.5, classWeights: 'medianFrequency' }, optimizer: { name: 'sgd' } })).toBe(
    'Focal 0.5; Rare classes More, by median frequency; Method SGD, Nesterov momentum',
  );
  expect(recipeChanges({ augmentation: { blurShare: 0.3, brightness: 0.5, shear: 9, flips: false } })).toBe(
    'Blurred, Share 0.3; Contrast and brightness, Bright, SD 0.5; Turned, resized, sheared, Shear, ° 9; Flips off',
  );
});
