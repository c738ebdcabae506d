import { obeys } from '../../../../src-main/core/training/checkSetting.ts';
import { lossTerms } from '../../../../src-main/core/training/readRecipe.ts';
import { recipeRules } from '../../../../src-main/core/training/recipeRules.ts';
import type { SettingRule } from '../../../../src-main/core/training/recipeRules.ts';
import { runRules } from '../../../../src-main/core/training/runRules.ts';
import type { RunNumbers } from '../../../../src-main/core/training/runRules.ts';
import { usualRecipe } from '../../../../src-main/core/training/steadyRate.ts';
import type { AugmentationRecipe, RecipeChanges, ScheduleRecipe } from '../../../../src-main/core/training/TrainingRecipe.ts';
import { deepEnsemble } from '../../../../src-main/core/uncertainty/UncertaintyChoice.ts';
import { formatExact } from '../../../messages/format.ts';
import { words } from '../../../messages/messages.ts';

/** Groups of settings; `run` are the numbers of a run that may be left to the program. */
export type Group = keyof typeof recipeRules | 'run';
/** A setting's number as typed, its choice, or whether it is on. */
export type Said = string | boolean;

const rules: Readonly<Record<Group, Readonly<Record<string, SettingRule>>>> = { ...recipeRules, run: runRules };

/** What is asked for when a run is started, beside what the form says. */
export type RecipeWish = Partial<RunNumbers> & { readonly recipe: RecipeChanges };

/** A recipe as it is being changed: only what differs from what is usual for the method is sent. */
export class RecipeDraft {
  /** Of it depends what is usual. */
  #method: string = $state(deepEnsemble);
  #said: Readonly<Record<string, Said>> = $state.raw({});
  /** Defaults of the run's numbers: they depend on what the run begins with. */
  #runDefaults: Readonly<Record<keyof RunNumbers, number>> | null = $state.raw(null);
  readonly #changed: readonly (readonly [group: Group, name: string, value: unknown])[] = $derived.by(() =>
    Object.entries(this.#said).flatMap(([place, said]) => {
      const [group, name] = place.split('.') as [Group, string];
      const value = valueOf(said, ruleOf(group, name));
      return value === this.defaultOf(group, name) ? [] : [[group, name, value] as const];
    }),
  );
  /** Whether every setting is what it may be. */
  readonly isWhole = $derived(this.#changed.every(([group, name, value]) => obeys(value, ruleOf(group, name))) && this.lossFault === null);
  readonly changedCount = $derived(this.#changed.length);

  takeRunDefaults(defaults: Readonly<Record<keyof RunNumbers, number>> | null): void {
    this.#runDefaults = defaults;
  }

  takeMethod(method: string): void {
    this.#method = method;
  }

  defaultOf(group: Group, name: string): unknown {
    if (group === 'run') return this.#runDefaults?.[name as keyof RunNumbers];
    return (usualRecipe(this.#method)[group] as unknown as Readonly<Record<string, unknown>>)[name];
  }

  /** What the field shows: as said, else the default. */
  shown(group: Group, name: string): Said {
    const said = this.#said[`${group}.${name}`];
    if (said !== undefined) return said;
    const usual = this.defaultOf(group, name);
    return typeof usual === 'number' ? formatExact(usual) : ((usual as Said | undefined) ?? '');
  }

  /** What is wrong with a setting, in words; null where nothing is. */
  fault(group: Group, name: string): string | null {
    const said = this.#said[`${group}.${name}`];
    const rule = ruleOf(group, name);
    if (said === undefined || obeys(valueOf(said, rule), rule) || rule.kind === 'choice' || rule.kind === 'switch') return null;
    const [least, most] = [formatExact(rule.least), formatExact(rule.most)];
    return rule.kind === 'wholeNumber' ? words.recipe.wholeBetween(least, most) : words.recipe.between(least, most);
  }

  /** Null where the loss has a term. */
  get lossFault(): string | null {
    const weighs = (term: string): boolean => valueOf(this.shown('loss', term), ruleOf('loss', term)) !== 0;
    return lossTerms.some(weighs) ? null : words.recipe.noTerm;
  }

  /** The value in force, whether by default or as said. */
  value(group: Group, name: string): unknown {
    return valueOf(this.shown(group, name), ruleOf(group, name));
  }

  /** The course of the learning rate in force. */
  get schedule(): Pick<ScheduleRecipe, 'name'> {
    return { name: this.value('schedule', 'name') as ScheduleRecipe['name'] };
  }

  say(group: Group, name: string, said: Said): void {
    this.#said = { ...this.#said, [`${group}.${name}`]: said };
  }

  reset(): void {
    this.#said = {};
  }

  resetGroup(group: Group): void {
    this.#said = Object.fromEntries(Object.entries(this.#said).filter(([place]) => !place.startsWith(`${group}.`)));
  }

  /** @returns what a run is to be started with; null where a setting is not what it may be */
  get wish(): RecipeWish | null {
    if (!this.isWhole) return null;
    const groups: Record<string, Record<string, unknown>> = {};
    for (const [group, name, value] of this.#changed) (groups[group] ??= {})[name] = value;
    const { run = {}, ...recipe } = groups;
    return { ...(run as Partial<RunNumbers>), recipe: recipe };
  }

  /** @returns the changes of the augmentation alone; null where one is not what it may be */
  get augmentation(): Partial<AugmentationRecipe> | null {
    const own = this.#changed.filter(([group]) => group === 'augmentation');
    if (!own.every(([group, name, value]) => obeys(value, ruleOf(group, name)))) return null;
    return Object.fromEntries(own.map(([, name, value]) => [name, value]));
  }
}

export function ruleOf(group: Group, name: string): SettingRule {
  return rules[group][name]!;
}

/** Numbers may be written with a comma. What is none is NaN, which no rule allows. */
function valueOf(said: Said, { kind }: SettingRule): unknown {
  if (kind === 'choice' || kind === 'switch' || typeof said === 'boolean') return said;
  return said.trim() === '' ? NaN : Number(said.trim().replace(',', '.'));
}
