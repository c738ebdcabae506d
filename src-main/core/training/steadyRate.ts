import { defaultRecipe } from './TrainingRecipe.ts';
import type { RecipeChanges, TrainingRecipe } from './TrainingRecipe.ts';

/** Methods that follow the weights along a training and draw networks from where they went. */
const following: ReadonlySet<string> = new Set(['swag', 'tradi']);

/**
 * Whether a method sees a spread of the weights only while these move: at a learning rate that falls to almost nothing they come to
 * rest, and networks drawn from where they went are hardly others.
 * @param method of `engine/weights/schemes.ts`
 */
export function wantsSteadyRate(method: string): boolean {
  return following.has(method);
}

/** What a recipe is where nothing is said of it. */
export function usualRecipe(method: string): TrainingRecipe {
  return wantsSteadyRate(method) ? { ...defaultRecipe, schedule: { ...defaultRecipe.schedule, name: 'constant' } } : defaultRecipe;
}

/** What is said of a recipe, with the method's own course of the learning rate where none is said. */
export function recipeFor(method: string, changes: RecipeChanges): RecipeChanges {
  if (!wantsSteadyRate(method) || changes.schedule?.name !== undefined) return changes;
  return { ...changes, schedule: { ...changes.schedule, name: 'constant' } };
}

/** Whether a method will have little spread to draw from, for its learning rate falls. */
export function spreadsLittle(method: string, { schedule }: RecipeChanges): boolean {
  const { name } = { ...usualRecipe(method).schedule, ...schedule };
  return wantsSteadyRate(method) && name !== 'constant';
}
