import * as z from 'zod';
import { configFaults, faultsInWords } from '../../../models/configFaults.ts';
import { say } from '../../core/messages/Message.ts';
import type { Message } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { batchEnsemble } from './batchEnsemble.ts';
import { bayesByBackprop } from './bayesByBackprop.ts';
import { lpBnn } from './lpBnn.ts';
import { packedEnsemble } from './packedEnsemble.ts';
import { plainWeights } from './plainWeights.ts';
import { swag } from './swag.ts';
import { tradi } from './tradi.ts';
import type { SchemeNetwork, WeightScheme } from './WeightScheme.ts';

/** Least standard deviation that a setting may ask for: 0 would be a division by 0, and far less than this overflows. */
const leastDeviation = 1e-6;
const deviation = z.number().min(leastDeviation).max(1000);
const members = z.int().min(1).max(64);
const factors = z.enum(['signs', 'normal']);
const penaltyWeight = z.number().min(0).max(1000).default(1);

/** What each setting may be, and is where it is left out; what it means stands in the scheme's own file. */
const bayesByBackpropSettings = z.strictObject({
  prior: z.enum(['scaleMixture', 'gaussian']).default('scaleMixture'),
  wideShare: z.number().min(0.001).max(0.999).default(0.5),
  wideDeviation: deviation.default(1),
  narrowDeviation: deviation.default(Math.exp(-6)),
  priorDeviation: deviation.default(1),
  initialDeviation: deviation.default(0.01),
  penaltyWeight,
});

const tradiSettings = z.strictObject({
  stateNoise: deviation.default(0.1),
  measurementNoise: deviation.default(1),
  correlationLength: z.number().min(0).max(1000).default(1),
  frequencies: z.int().min(1).max(1000).default(10),
});

const swagSettings = z.strictObject({
  startShare: z.number().min(0).max(0.99).default(0.75),
  collections: z.int().min(1).max(10_000).default(40),
  rank: z.int().min(2).max(100).default(20),
});

const batchEnsembleSettings = z.strictObject({
  members: members.default(4),
  factors: factors.default('signs'),
  factorDeviation: z.number().min(0).max(10).default(0.5),
});

const lpBnnSettings = z.strictObject({
  members: members.default(4),
  latent: z.int().min(1).max(1024).default(32),
  factors: factors.default('signs'),
  factorDeviation: z.number().min(0).max(10).default(0.5),
  penaltyWeight,
});

/** `alpha` is for whoever makes the slim network: `packedWidth.ts`. */
const packedEnsembleSettings = z.strictObject({
  members: members.default(4),
  alpha: z.number().min(0.1).max(64).default(2),
});

interface Known {
  readonly schema: z.ZodType;
  /** Checked settings, defaults filled in. @throws SfumatoError `invalidInput` */
  read(settings: unknown, place: string | Message): Readonly<Record<string, unknown>>;
  /** @throws SfumatoError `invalidInput` */
  build(network: SchemeNetwork, settings: unknown, place: string | Message): WeightScheme;
}

function known<Settings extends Readonly<Record<string, unknown>>>(
  name: string,
  schema: z.ZodType<Settings>,
  make: (network: SchemeNetwork, settings: Settings) => WeightScheme,
): [string, Known] {
  const read = (settings: unknown, place: string | Message): Settings => {
    const checked = schema.safeParse(settings);
    if (checked.success) return checked.data;
    const why = faultsInWords(configFaults(checked.error, settings));
    throw new SfumatoError('invalidInput', say('weightSchemeSettings', { place, scheme: name, why }));
  };
  return [name, { schema, read, build: (network, settings, place) => make(network, read(settings, place)) }];
}

/** To add a scheme: write its file, add its settings and its line here. */
const schemes: ReadonlyMap<string, Known> = new Map([
  known('deepEnsemble', z.strictObject({}), plainWeights),
  known('bayesByBackprop', bayesByBackpropSettings, bayesByBackprop),
  known('tradi', tradiSettings, tradi),
  known('swag', swagSettings, swag),
  known('batchEnsemble', batchEnsembleSettings, batchEnsemble),
  known('lpBnn', lpBnnSettings, lpBnn),
  known('packedEnsemble', packedEnsembleSettings, packedEnsemble),
]);

export function schemeNames(): readonly string[] {
  return [...schemes.keys()];
}

export interface SchemeWish {
  readonly name: string;
  /** Of the scheme; what is left out has its default. */
  readonly settings: unknown;
  /** Where name and settings come from, for the message. */
  readonly place: string | Message;
}

/** @throws SfumatoError `invalidInput` when the name is unknown or a setting is not allowed: its field, value and what is */
export function createScheme(network: SchemeNetwork, { name, settings, place }: SchemeWish): WeightScheme {
  return knownScheme(name, place).build(network, settings, place);
}

/** The settings of a scheme with every default filled in, as they go into a model file. @throws SfumatoError `invalidInput` as above */
export function settingsOfScheme({ name, settings, place }: SchemeWish): Readonly<Record<string, unknown>> {
  return knownScheme(name, place).read(settings, place);
}

/** What the settings of a scheme may be. @throws SfumatoError `invalidInput` when the name is unknown */
export function settingsSchemaOf(name: string, place: string | Message): z.ZodType {
  return knownScheme(name, place).schema;
}

function knownScheme(name: string, place: string | Message): Known {
  const scheme = schemes.get(name);
  if (scheme) return scheme;
  throw new SfumatoError('invalidInput', say('unknownWeightScheme', { place, known: schemeNames().join(', '), name }));
}
