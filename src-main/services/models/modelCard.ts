import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { calibrationSchema, distributionSummarySchema, temperaturesSchema } from '../../contract/calibration.ts';
import type { Calibration } from '../../core/calibration/Calibration.ts';
import { temperatureChoices } from '../../core/calibration/Temperatures.ts';
import type { TemperatureChoice, Temperatures } from '../../core/calibration/Temperatures.ts';
import type { DistributionSummary } from '../../core/distribution/ModelDistribution.ts';
import { say } from '../../core/messages/Message.ts';
import { SfumatoError, saidBy } from '../../core/SfumatoError.ts';
import { deepEnsemble } from '../../core/uncertainty/UncertaintyChoice.ts';
import type { UncertaintyChoice } from '../../core/uncertainty/UncertaintyChoice.ts';
import { systemError } from '../../files/systemError.ts';

/** What the project needs to know of a model's `model.json`; the engine checks the whole of it when it loads the model. */
const modelFileSchema = z.object({
  architecture: z.string().min(1).max(100),
  /** Absent in the card of an ONNX graph. */
  config: z.record(z.string(), z.unknown()).default({}),
  passes: z.object({ count: z.int().min(1) }).optional(),
  /** Absent in the card of an ONNX graph. */
  method: z.union([z.string(), z.object({ name: z.string(), settings: z.record(z.string(), z.unknown()), members: z.int().min(1) })]).default(deepEnsemble),
  turns: z.int().min(1).optional(),
  /** What is put before each member. */
  denoiser: z.object({ weightsFile: z.string().regex(/^[a-z0-9-]+\.bin$/), sha256: z.string().regex(/^[0-9a-f]{64}$/) }).optional(),
  classes: z.array(z.string()).min(2).max(255),
  members: z
    .array(
      z.object({
        // A name inside the folder: never a path.
        weightsFile: z.string().regex(/^[a-z0-9-]+\.(bin|onnx)$/),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .min(1)
    .max(64),
  /** What each training ended with, beside the members drawn from it. */
  distributions: z.array(z.object({ weightsFile: z.string().regex(/^[a-z0-9-]+\.bin$/), sha256: z.string().regex(/^[0-9a-f]{64}$/) })).default([]),
  normalisation: z.object({ channels: z.enum(['grey', 'colour']) }).default({ channels: 'grey' }),
  /** What it was trained on; absent in a card that says nothing of it. */
  data: z.array(z.object({ imageId: z.string().optional(), labelledPixels: z.int().min(0) })).default([]),
  temperature: temperaturesSchema.default(1),
  temperatureChoice: z.enum(temperatureChoices).optional(),
  calibration: calibrationSchema.extend({ labelsKey: z.string() }).optional(),
  distribution: distributionSummarySchema.extend({ featuresFile: z.literal('features.bin'), sha256: z.string().regex(/^[0-9a-f]{64}$/) }).optional(),
});

export interface ModelCard {
  readonly architecture: string;
  readonly config: Readonly<Record<string, unknown>>;
  /** Stochastic passes that each member is run with; 1 where nothing is drawn. */
  readonly passes: number;
  /** In how many ways each lays what it predicts; 1 where it is as it is. */
  readonly turns: number;
  /** Whether a denoiser stands before its members. */
  readonly isDenoised: boolean;
  readonly memberCount: number;
  /** Trainings that the members came of. */
  readonly trainings: number;
  /** By which method each training gave several members; null where each was trained by itself. */
  readonly uncertainty: UncertaintyChoice | null;
  /** Whether its network was taught how far inside its object each pixel lies. */
  readonly hasDistances: boolean;
  readonly classNames: readonly string[];
  /** What its networks see of an image. */
  readonly input: 'grey' | 'colour';
  readonly data: readonly { readonly imageId?: string | undefined; readonly labelledPixels: number }[];
  readonly temperature: Temperatures;
  /** Which kind of temperatures is fitted when it is calibrated again. */
  readonly temperatureChoice: TemperatureChoice;
  /** How the temperature was fitted; null where it was not. */
  readonly calibration: (Calibration & { readonly labelsKey: string }) | null;
  /** What sets its training images apart; null where it does not know them. */
  readonly distribution: DistributionSummary | null;
  /** Files beside it: weights and, where it knows its training images, their features. */
  readonly weights: readonly { readonly fileName: string; readonly sha256: string }[];
}

export const modelFileName = 'model.json';

/** The architecture of a network that was imported as an ONNX graph: it predicts and is measured, but never trained. */
export const readOnlyArchitecture = 'onnx';

/** A card is a page of text; a larger file is something else. */
const maximumCardBytes = 16 * 2 ** 20;

/** @throws SfumatoError `notFound`, or `corrupt` naming the file and what is wrong in it */
export async function readModelCard(folder: string): Promise<ModelCard> {
  const path = join(folder, modelFileName);
  const text = await readFile(path).catch((thrown: unknown) => {
    throw systemError(thrown, path);
  });
  if (text.byteLength > maximumCardBytes) throw new SfumatoError('corrupt', say('cardTooLarge', { path, bytes: text.byteLength }));
  try {
    const { architecture, config, passes, turns, denoiser, method, classes, members, distributions, normalisation, data, temperature, temperatureChoice, calibration, distribution } = modelFileSchema.parse(JSON.parse(text.toString('utf8')));
    return {
      architecture,
      config,
      passes: passes?.count ?? 1,
      turns: turns ?? 1,
      isDenoised: denoiser !== undefined,
      classNames: classes,
      memberCount: members.length,
      trainings: distributions.length || members.length,
      uncertainty: typeof method === 'string' ? null : { method: method.name, settings: method.settings, members: method.members },
      input: normalisation.channels,
      hasDistances: config['instances'] === true,
      data,
      temperature,
      temperatureChoice: temperatureChoice ?? 'automatic',
      calibration: calibration ?? null,
      distribution: distribution ?? null,
      weights: [
        ...[...members, ...distributions].map(({ weightsFile, sha256 }) => ({ fileName: weightsFile, sha256 })),
        ...(denoiser ? [{ fileName: denoiser.weightsFile, sha256: denoiser.sha256 }] : []),
        ...(distribution ? [{ fileName: distribution.featuresFile, sha256: distribution.sha256 }] : []),
      ],
    };
  } catch (thrown) {
    throw new SfumatoError('corrupt', say('noModelCard', { path, why: saidBy(thrown) }), { cause: thrown });
  }
}
