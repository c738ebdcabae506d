import { describe, expect, test } from 'vitest';
import { readRecipe } from './readRecipe.ts';
import { defaultRecipe } from './TrainingRecipe.ts';

const refusal = (changes: unknown): unknown => {
  try {
    return readRecipe(changes);
  } catch (thrown) {
    return (thrown as Error).message;
  }
};

describe('readRecipe', () => {
  test('what is left out stays as it is by default', () => {
    expect(readRecipe({})).toEqual(defaultRecipe);
    expect(readRecipe({ loss: { focal: 0.5 }, schedule: { name: 'cosine' } })).toEqual({
      ...defaultRecipe,
      loss: { ...defaultRecipe.loss, focal: 0.5 },
      schedule: { ...defaultRecipe.schedule, name: 'cosine' },
    });
  });

  test('the default is allowed by its own rules', () => {
    expect(readRecipe(defaultRecipe)).toEqual(defaultRecipe);
  });

  test.each([
    [{ optimizer: { momentum: 1.5 } }, 'training, optimizer.momentum: wanted a number from 0 to 0.999, got 1.5'],
    [{ optimizer: { name: 'lion' } }, 'training, optimizer.name: wanted one of adam, sgd, got lion'],
    [{ stopping: { patience: 2.5 } }, 'training, stopping.patience: wanted a whole number from 0 to 1000, got 2.5'],
    [{ augmentation: { flips: 1 } }, 'training, augmentation.flips: wanted true or false, got 1'],
    [{ augmentation: { scale: NaN } }, 'training, augmentation.scale: wanted a number from 1 to 4, got NaN'],
    [{ schedule: { power: '2' } }, 'training, schedule.power: wanted a number from 0.1 to 10, got 2'],
    [{ averaging: { rate: 1 } }, 'training, averaging: wanted settings among decay, got rate'],
    [{ losses: {} }, /^training, recipe: wanted settings among loss, optimizer, .*, got losses$/],
    [{ loss: [1] }, /^training, loss: wanted settings among crossEntropy, .*, got \[1\]$/],
    [null, /^training, recipe: .* got null$/],
    [{ loss: { crossEntropy: 0, dice: 0 } }, /^training, loss: wanted at least one weight over 0 of crossEntropy, dice, /],
  ])('%j is refused with the setting, what it may be and what it was', (changes, message) => {
    expect(refusal(changes)).toEqual(typeof message === 'string' ? message : expect.stringMatching(message));
  });
});
