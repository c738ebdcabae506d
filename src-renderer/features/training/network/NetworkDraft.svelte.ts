import type { EncoderPreset, EncoderWeightsReport, NetworkChoice, NetworkDescription, NetworkField, NetworkFault, NetworkSize } from '../../../../src-main/core/networks/NetworkDescription.ts';
import { mostPasses } from '../../../../src-main/core/networks/mostPasses.ts';
import { mostTurns } from '../../../../src-main/core/networks/mostTurns.ts';
import { obeysNetworkRule } from '../../../../src-main/core/networks/NetworkRule.ts';
import type { NetworkRule } from '../../../../src-main/core/networks/NetworkRule.ts';
import { words } from '../../../messages/messages.ts';
import { told } from '../../../messages/told.ts';
import { allowedBy, saidOf, valueLeftOut, valueOf } from './fieldValue.ts';
import type { Said } from './fieldValue.ts';

/** A field of the system, or of its encoder: then its path begins with `encoder.`. */
export interface PlacedField extends NetworkField {
  readonly path: string;
}

/** What a run from scratch is started with beside its numbers. */
export interface NetworkWish {
  /** Null: the usual U-Net. */
  readonly network: NetworkChoice | null;
  readonly encoderWeights: string | null;
  readonly passes: number | null;
  readonly turns: number | null;
}

const passesRule: NetworkRule = { kind: 'wholeNumber', least: 1, most: mostPasses, multipleOf: 1 };
const turnsRule: NetworkRule = { kind: 'wholeNumber', least: 1, most: mostTurns, multipleOf: 1 };
const alike = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** A network as it is being chosen: what is not said is as its description has it. */
export class NetworkDraft {
  /** Null before they are read. */
  networks: readonly NetworkDescription[] | null = $state.raw(null);
  /** Null before it is counted, and where it cannot be built. */
  size: NetworkSize | null = $state.raw(null);
  /** Of the fields as they stand, by the program. */
  faults: readonly NetworkFault[] = $state.raw([]);
  weightsPath = $state('');
  /** Null where there is no file, or it is not read yet. */
  weights: EncoderWeightsReport | null = $state.raw(null);
  #architecture: string | null = $state(null);
  #preset: string | null = $state(null);
  #said: Readonly<Record<string, Said>> = $state.raw({});
  #passes = $state('1');
  #turns = $state('1');

  readonly description: NetworkDescription | null = $derived(this.networks?.find(({ architecture }) => architecture === this.#architecture) ?? this.networks?.[0] ?? null);
  readonly #presetInForce: EncoderPreset | null = $derived(this.description?.encoders.find(({ id }) => id === this.#preset) ?? this.description?.encoders[0] ?? null);
  readonly fields: readonly PlacedField[] = $derived(this.description?.fields.map((field) => ({ ...field, path: field.name })) ?? []);
  readonly encoderFields: readonly PlacedField[] = $derived(
    (this.#presetInForce && this.description?.encoderFields[this.#presetInForce.config.name]?.map((field) => ({ ...field, path: `encoder.${field.name}` }))) ?? [],
  );
  readonly #wrong = $derived([...this.fields, ...this.encoderFields].some((field) => !obeysNetworkRule(this.#value(field), field.rule)));
  /** Null where a field is not what it may be. */
  readonly choice: NetworkChoice | null = $derived.by(() => {
    if (!this.description || this.#wrong) return null;
    const own = this.#configOf(this.fields);
    const encoder = this.#presetInForce && { name: this.#presetInForce.config.name, ...this.#configOf(this.encoderFields) };
    return { architecture: this.description.architecture, config: encoder ? { ...own, encoder } : own };
  });
  /** The encoder's size that is shown as chosen: null where its fields make one of their own. */
  readonly presetId: string | null = $derived.by(() => {
    const encoder = this.choice?.config['encoder'] as Readonly<Record<string, unknown>> | undefined;
    const sorted = (config: Readonly<Record<string, unknown>>): unknown => Object.entries(config).sort(([one], [other]) => one.localeCompare(other));
    return encoder ? (this.description?.encoders.find(({ config }) => alike(sorted(config), sorted(encoder)))?.id ?? null) : (this.#presetInForce?.id ?? null);
  });
  readonly changedCount = $derived(
    [...this.fields, ...this.encoderFields].filter((field) => !alike(this.#value(field), this.#usual(field))).length + (this.passes === 1 ? 0 : 1) + (this.turns === 1 ? 0 : 1),
  );

  get encoderName(): string | null {
    return this.#presetInForce?.config.name ?? null;
  }

  /** Whether a run's networks would draw at random, so that several passes differ. */
  get draws(): boolean {
    const dropout = this.fields.find(({ name }) => name === 'dropout');
    return dropout !== undefined && Number(this.#value(dropout)) > 0;
  }

  get passesShown(): string {
    return this.#passes;
  }

  /** One where nothing is drawn; NaN where it is no number. */
  get passes(): number {
    return this.draws ? Number(valueOf(this.#passes, passesRule)) : 1;
  }

  get passesFault(): string | null {
    return obeysNetworkRule(this.passes, passesRule) ? null : allowedBy(passesRule);
  }

  get turnsShown(): string {
    return this.#turns;
  }

  /** NaN where it is no number. */
  get turns(): number {
    return Number(valueOf(this.#turns, turnsRule));
  }

  get turnsFault(): string | null {
    return obeysNetworkRule(this.turns, turnsRule) ? null : allowedBy(turnsRule);
  }

  chooseSystem(architecture: string): void {
    this.#architecture = architecture;
    this.#forget();
  }

  choosePreset(id: string): void {
    this.#preset = id;
    this.#said = Object.fromEntries(Object.entries(this.#said).filter(([path]) => !path.startsWith('encoder.')));
    this.#lookAgain();
  }

  say(path: string, said: Said): void {
    this.#said = { ...this.#said, [path]: said };
    this.#lookAgain();
  }

  sayPasses(said: string): void {
    this.#passes = said;
  }

  sayTurns(said: string): void {
    this.#turns = said;
  }

  sayWeights(path: string): void {
    this.weightsPath = path;
    this.weights = null;
  }

  reset(): void {
    this.#forget();
  }

  shown(field: PlacedField): Said {
    return this.#said[field.path] ?? saidOf(this.#usual(field));
  }

  /** What is wrong with a field, in words; null where nothing is. */
  fault(field: PlacedField): string | null {
    if (!obeysNetworkRule(this.#value(field), field.rule)) return allowedBy(field.rule);
    const told = this.faults.find((fault) => fault.field === field.path);
    return told ? sayFault(told) : null;
  }

  /** What is wrong with what has no field here. */
  get otherFault(): string | null {
    const known = [...this.fields, ...this.encoderFields].map(({ path }) => path);
    const told = this.faults.find(({ field }) => field === null || !known.includes(field));
    return told ? sayFault(told) : null;
  }

  /** @returns what a run is to be started with; null where something does not fit */
  get wish(): NetworkWish | null {
    const { choice, weights } = this;
    if (choice === null || this.faults.length > 0 || this.passesFault !== null || this.turnsFault !== null) return null;
    const hasWeights = choice.config['encoder'] !== undefined && this.weightsPath.trim() !== '';
    if (hasWeights && !(weights && isFitting(weights))) return null;
    const [usual] = this.networks ?? [];
    const isUsual = usual !== undefined && alike(choice, { architecture: usual.architecture, config: usual.config });
    return {
      network: isUsual ? null : choice,
      encoderWeights: hasWeights ? this.weightsPath.trim() : null,
      passes: this.passes === 1 ? null : this.passes,
      turns: this.turns === 1 ? null : this.turns,
    };
  }

  #value(field: PlacedField): unknown {
    const said = this.#said[field.path];
    return said === undefined ? this.#usual(field) : valueOf(said, field.rule);
  }

  #usual(field: PlacedField): unknown {
    const from = field.path.startsWith('encoder.') ? this.#presetInForce?.config : this.description?.config;
    return from?.[field.name] ?? valueLeftOut(field);
  }

  /** What means the same left out is left out. */
  #configOf(fields: readonly PlacedField[]): Record<string, unknown> {
    const kept = fields.filter((field) => !field.isOptional || !alike(this.#value(field), valueLeftOut(field)));
    return Object.fromEntries(kept.map((field) => [field.name, this.#value(field)]));
  }

  #forget(): void {
    this.#said = {};
    this.#passes = '1';
    this.#turns = '1';
    this.#lookAgain();
  }

  /** What the program said was of the network before. */
  #lookAgain(): void {
    this.faults = [];
    this.weights = null;
  }
}

export function isFitting({ missing, unexpected, differing }: EncoderWeightsReport): boolean {
  return missing.count + unexpected.count + differing.count === 0;
}

function sayFault({ field, wanted }: NetworkFault): string {
  if (field === null) return told(wanted);
  return field === 'cropSide' ? words.network.crop(told(wanted)) : words.network.wanted(told(wanted));
}
