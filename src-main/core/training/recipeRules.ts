import type { TrainingRecipe } from './TrainingRecipe.ts';

/** What a setting of a recipe may be. */
export type SettingRule =
  | { readonly kind: 'number'; readonly least: number; readonly most: number }
  | { readonly kind: 'wholeNumber'; readonly least: number; readonly most: number }
  | { readonly kind: 'choice'; readonly names: readonly string[] }
  | { readonly kind: 'switch' };

export type RecipeRules = { readonly [Group in keyof TrainingRecipe]: { readonly [Name in keyof TrainingRecipe[Group]]: SettingRule } };

const number = (least: number, most: number): SettingRule => ({ kind: 'number', least, most });
const wholeNumber = (least: number, most: number): SettingRule => ({ kind: 'wholeNumber', least, most });
const choice = (...names: string[]): SettingRule => ({ kind: 'choice', names });
const share = number(0, 1);
const onOrOff: SettingRule = { kind: 'switch' };

/** What each setting of a recipe may be; the window's fields and the check of what is sent follow from it. */
export const recipeRules: RecipeRules = {
  loss: {
    crossEntropy: number(0, 100),
    dice: number(0, 100),
    focal: number(0, 100),
    lovasz: number(0, 100),
    boundary: number(0, 10),
    classWeights: choice('none', 'medianFrequency', 'effectiveNumber'),
    focusing: number(0, 10),
    effectiveBeta: number(0, 0.9999999),
  },
  optimizer: { name: choice('adam', 'sgd'), momentum: number(0, 0.999), weightDecay: number(0, 1), largestGradientNorm: number(0, 1000) },
  schedule: { name: choice('oneCycle', 'cosine', 'polynomial', 'constant'), warmUpShare: number(0, 0.9), power: number(0.1, 10) },
  averaging: { decay: number(0, 0.99999) },
  stopping: { patience: wholeNumber(0, 1000), interval: wholeNumber(1, 10_000) },
  adversary: { share, epsilon: number(0, 1) },
  denoiser: { steps: wholeNumber(0, 100_000), epsilon: number(0.001, 1), width: wholeNumber(1, 64) },
  augmentation: {
    flips: onOrOff,
    quarterTurns: onOrOff,
    oddShare: share,
    rotation: number(0, 180),
    scale: number(1, 4),
    shear: number(0, 45),
    elasticShare: share,
    elastic: number(0, 50),
    contrastShare: share,
    contrast: number(1, 5),
    brightness: number(0, 3),
    gammaShare: share,
    gamma: number(1, 5),
    blurShare: share,
    blur: number(0, 10),
    noiseShare: share,
    noise: number(0, 3),
    colourShare: share,
    saturation: number(1, 5),
    hue: number(0, 180),
    colourBrightness: number(0, 0.5),
    stainShare: share,
    stain: number(0, 0.9),
    stainOffset: number(0, 0.5),
  },
};
