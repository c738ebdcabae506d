import type { RecipeChanges } from '../../../../src-main/core/training/TrainingRecipe.ts';
import { formatExact } from '../../../messages/format.ts';
import { words } from '../../../messages/messages.ts';

/** What a run's recipe has otherwise than usual, in words, for a table. */
export function recipeChanges(recipe: RecipeChanges | undefined): string {
  const { recipe: text } = words;
  const changes = Object.entries(recipe ?? {}).flatMap(([group, settings]) => {
    const names = text[group as keyof RecipeChanges] as Readonly<Record<string, string>>;
    return Object.entries(settings as Readonly<Record<string, unknown>>).map(([name, value]) => `${partOf(group, name)}${names[name] ?? name} ${inWords(group, name, value)}`);
  });
  return changes.length === 0 ? text.asUsual : changes.join('; ');
}

/** Shares and sizes of augmentation are told apart by the part they stand in. */
function partOf(group: string, name: string): string {
  if (group !== 'augmentation') return '';
  const { parts } = words.recipe;
  const part = (Object.keys(parts) as (keyof typeof parts)[]).find((key) => name.startsWith(key));
  if (part) return `${parts[part]}, `;
  if (name === 'brightness') return `${parts.contrast}, `;
  return ['oddShare', 'rotation', 'scale', 'shear'].includes(name) ? `${parts.shape}, ` : '';
}

function inWords(group: string, name: string, value: unknown): string {
  const { choices, yes, no } = words.recipe;
  if (typeof value === 'number') return formatExact(value);
  if (typeof value === 'boolean') return value ? yes : no;
  const known: Readonly<Record<string, Readonly<Record<string, string>>>> = { 'loss.classWeights': choices.classWeights, 'optimizer.name': choices.optimizer, 'schedule.name': choices.schedule };
  return known[`${group}.${name}`]?.[String(value)] ?? String(value);
}
