import { describe, expect, test } from 'vitest';
import { readRecipe } from '../../../../src-main/core/training/readRecipe.ts';
import { recipeRules } from '../../../../src-main/core/training/recipeRules.ts';
import { runRules } from '../../../../src-main/core/training/runRules.ts';
import { en } from '../../../messages/en.ts';
import { RecipeDraft } from './RecipeDraft.svelte.ts';

const usual = { learningRate: 3e-4, batchSize: 4, cropSide: 128 };
function draft(): RecipeDraft {
  const made = new RecipeDraft();
  made.takeRunDefaults(usual);
  return made;
}

describe('RecipeDraft', () => {
  test('asks for nothing as it stands, and shows what is in force', () => {
    const made = draft();
    expect([made.wish, made.changedCount]).toEqual([{ recipe: {} }, 0]);
    expect([made.shown('run', 'learningRate'), made.shown('optimizer', 'name'), made.shown('augmentation', 'flips')]).toEqual(['0.0003', 'adam', true]);
  });

  test('sends what differs alone, as the program reads it', () => {
    const made = draft();
    made.say('loss', 'focal', ' 0,5');
    made.say('optimizer', 'name', 'sgd');
    made.say('augmentation', 'flips', false);
    made.say('run', 'cropSide', '64');
    made.say('loss', 'dice', '1.0');
    const { recipe, ...run } = made.wish!;
    expect(run).toEqual({ cropSide: 64 });
    expect(recipe).toEqual({ loss: { focal: 0.5 }, optimizer: { name: 'sgd' }, augmentation: { flips: false } });
    expect(() => readRecipe(recipe)).not.toThrow();
    expect(made.changedCount).toBe(4);
    made.resetGroup('augmentation');
    expect([made.augmentation, made.changedCount]).toEqual([{}, 3]);
    made.reset();
    expect(made.wish).toEqual({ recipe: {} });
  });

  test('a method that follows the weights makes a constant rate the usual one, until another is chosen', () => {
    const made = draft();
    made.takeMethod('swag');
    expect([made.shown('schedule', 'name'), made.changedCount, made.wish]).toEqual(['constant', 0, { recipe: {} }]);
    made.say('schedule', 'name', 'oneCycle');
    expect([made.schedule, made.changedCount, made.wish]).toEqual([{ name: 'oneCycle' }, 1, { recipe: { schedule: { name: 'oneCycle' } } }]);
    made.takeMethod('deepEnsemble');
    expect([made.schedule, made.changedCount]).toEqual([{ name: 'oneCycle' }, 0]);
  });

  test.each([
    ['optimizer', 'momentum', '1', 'From 0 to 0.999.'],
    ['stopping', 'patience', '2.5', 'A whole number from 0 to 1000.'],
    ['augmentation', 'scale', 'big', 'From 1 to 4.'],
    ['run', 'batchSize', '', 'A whole number from 1 to 64.'],
  ] as const)('%s.%s of "%s" is refused in words', (group, name, said, fault) => {
    const made = draft();
    made.say(group, name, said);
    expect([made.fault(group, name), made.isWhole, made.wish]).toEqual([fault, false, null]);
    expect(made.augmentation === null).toBe(group === 'augmentation');
  });

  test('a loss needs a term', () => {
    const made = draft();
    made.say('loss', 'crossEntropy', '0');
    expect(made.lossFault).toBeNull();
    made.say('loss', 'dice', '0');
    expect([made.lossFault, made.wish]).toEqual(['At least one term must weigh more than 0.', null]);
  });
});

test('every setting of the rules has a name in the window', () => {
  for (const [group, rules] of Object.entries({ ...recipeRules, run: runRules })) {
    expect(Object.keys(en.recipe[group as keyof typeof recipeRules])).toEqual(Object.keys(rules));
  }
});
