import { expect, test } from 'vitest';
import { readRecipe } from './readRecipe.ts';
import { recipeFor, spreadsLittle, usualRecipe } from './steadyRate.ts';
import { defaultRecipe } from './TrainingRecipe.ts';

test('such a method keeps its rate where no other course is said', () => {
  expect(usualRecipe('swag')).toEqual(readRecipe({ schedule: { name: 'constant' } }));
  expect(usualRecipe('deepEnsemble')).toBe(defaultRecipe);
  expect(recipeFor('tradi', { schedule: { warmUpShare: 0.2 }, loss: { focal: 1 } })).toEqual({ schedule: { warmUpShare: 0.2, name: 'constant' }, loss: { focal: 1 } });
  for (const [method, recipe] of [['tradi', { schedule: { name: 'cosine' } }], ['packedEnsemble', {}]] as const) expect(recipeFor(method, recipe)).toBe(recipe);
});

test('a falling rate leaves it little spread, another method its own', () => {
  expect(['oneCycle', 'cosine', 'polynomial', 'constant'].map((name) => spreadsLittle('swag', { schedule: { name: name as 'cosine' } }))).toEqual([true, true, true, false]);
  expect([spreadsLittle('swag', {}), spreadsLittle('deepEnsemble', { schedule: { name: 'cosine' } })]).toEqual([false, false]);
});
