import type { NetworkField } from '../../../../src-main/core/networks/NetworkDescription.ts';
import { obeysNetworkRule } from '../../../../src-main/core/networks/NetworkRule.ts';
import type { NetworkRule } from '../../../../src-main/core/networks/NetworkRule.ts';
import { deepEnsemble, mostMembers } from '../../../../src-main/core/uncertainty/UncertaintyChoice.ts';
import type { UncertaintyChoice, UncertaintyDescription } from '../../../../src-main/core/uncertainty/UncertaintyChoice.ts';
import { allowedBy, saidOf, valueOf } from '../network/fieldValue.ts';
import type { Said } from '../network/fieldValue.ts';

/** What a run is started with of it; null: a Deep Ensemble. */
export interface MethodWish {
  readonly uncertainty: UncertaintyChoice | null;
}

const membersRule: NetworkRule = { kind: 'wholeNumber', least: 1, most: mostMembers, multipleOf: 1 };
/** Enough draws that the doubt they show hardly changes with the next. */
const usualMembers = 8;

/** A method by which a training gives several networks, as it is being chosen. */
export class MethodDraft {
  /** Null before they are read. */
  methods: readonly UncertaintyDescription[] | null = $state.raw(null);
  #method: string = $state(deepEnsemble);
  #said: Readonly<Record<string, Said>> = $state.raw({});
  #members = $state(String(usualMembers));

  readonly description: UncertaintyDescription | null = $derived(this.methods?.find(({ method }) => method === this.#method) ?? null);
  readonly fields: readonly NetworkField[] = $derived(this.description?.fields ?? []);
  readonly changedCount = $derived(this.fields.filter((field) => this.#value(field) !== this.#usual(field)).length);

  get method(): string {
    return this.#method;
  }

  /** Whether a training gives several networks. */
  get givesSeveral(): boolean {
    return this.#method !== deepEnsemble;
  }

  get membersShown(): string {
    return this.#members;
  }

  get membersFault(): string | null {
    return this.description?.drawsMembers && !obeysNetworkRule(valueOf(this.#members, membersRule), membersRule) ? allowedBy(membersRule) : null;
  }

  choose(method: string): void {
    this.#method = method;
    this.#said = {};
  }

  say(name: string, said: Said): void {
    this.#said = { ...this.#said, [name]: said };
  }

  sayMembers(said: string): void {
    this.#members = said;
  }

  reset(): void {
    this.#said = {};
  }

  shown(field: NetworkField): Said {
    return this.#said[field.name] ?? saidOf(this.#usual(field));
  }

  /** What is wrong with a field, in words; null where nothing is. */
  fault(field: NetworkField): string | null {
    return obeysNetworkRule(this.#value(field), field.rule) ? null : allowedBy(field.rule);
  }

  /** @returns what a run is to be started with; null where something does not fit, or is not known yet */
  get wish(): MethodWish | null {
    if (!this.givesSeveral) return { uncertainty: null };
    if (!this.description || this.membersFault !== null || this.fields.some((field) => this.fault(field) !== null)) return null;
    const settings = Object.fromEntries(this.fields.map((field) => [field.name, this.#value(field)]));
    return { uncertainty: { method: this.#method, settings, members: this.description.drawsMembers ? Number(this.#members) : 1 } };
  }

  #value(field: NetworkField): unknown {
    const said = this.#said[field.name];
    return said === undefined ? this.#usual(field) : valueOf(said, field.rule);
  }

  #usual({ name }: NetworkField): unknown {
    return this.description?.settings[name];
  }
}
