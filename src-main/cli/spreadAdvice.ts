import { spreadsLittle } from '../core/training/steadyRate.ts';
import type { RecipeChanges } from '../core/training/TrainingRecipe.ts';

/** What is to be said of a method before a run whose falling learning rate leaves it little to draw from; null: nothing. */
export function spreadAdvice(method: string, recipe: RecipeChanges): string | null {
  if (!spreadsLittle(method, recipe)) return null;
  return `${method} draws networks from how the weights move; with the falling learning rate of schedule "${recipe.schedule?.name}" they come to rest, and the networks will hardly differ. Leave the schedule out, or name it "constant".`;
}
