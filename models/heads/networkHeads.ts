import * as z from 'zod';
import type { ConfigFault } from '../configFaults.ts';
import { configFaults } from '../configFaults.ts';
import type { Network } from '../registry.ts';
import { withHeteroscedastic } from './heteroscedastic/withHeteroscedastic.ts';
import { withLearnedConfidence } from './learnedConfidence/withLearnedConfidence.ts';
import { withObjectDistance } from './objectDistance/withObjectDistance.ts';

/** What any network may be asked for beside the fields of its own, in the order in which it is put on. */
export const headFlags = ['instances', 'heteroscedastic', 'learnedConfidence'] as const;
export type HeadFlag = (typeof headFlags)[number];

const heads: Readonly<Record<HeadFlag, (network: Network) => Network>> = {
  instances: withObjectDistance,
  heteroscedastic: withHeteroscedastic,
  learnedConfidence: withLearnedConfidence,
};

const flagSchema = z.boolean();

/** A config without the flags of heads, those that are on, and what is wrong with them. */
export interface HeadsAskedFor {
  readonly candidate: unknown;
  readonly heads: readonly HeadFlag[];
  readonly faults: readonly ConfigFault[];
}

export function withoutHeads(given: unknown): HeadsAskedFor {
  if (typeof given !== 'object' || given === null) return { candidate: given, heads: [], faults: [] };
  const rest: Record<string, unknown> = { ...given };
  const faults: ConfigFault[] = [];
  const asked = headFlags.filter((flag) => {
    if (!(flag in rest)) return false;
    const part = { [flag]: rest[flag] };
    delete rest[flag];
    const checked = z.strictObject({ [flag]: flagSchema }).safeParse(part);
    if (!checked.success) faults.push(...configFaults(checked.error, part));
    return checked.success && checked.data[flag] === true;
  });
  return { candidate: rest, heads: asked, faults };
}

export function withHeads(network: Network, asked: readonly HeadFlag[]): Network {
  // Heads stand beside each other, not on one another: together they look as far as the one that looks farthest.
  const contextRadius = Math.max(network.contextRadius, ...asked.map((flag) => heads[flag](network).contextRadius));
  return { ...asked.reduce((before, flag) => heads[flag](before), network), contextRadius };
}
