import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Calibration } from '../../core/calibration/Calibration.ts';
import type { TemperatureChoice, Temperatures } from '../../core/calibration/Temperatures.ts';
import type { DistributionSummary } from '../../core/distribution/ModelDistribution.ts';
import { writeFileAtomic } from '../../files/atomicFile.ts';
import { systemError } from '../../files/systemError.ts';
import { featuresFileName, modelFileName, modelFileSchema } from './modelFile.ts';
import { sha256Of } from './weightsFile.ts';

/** What a model can come to know after its training; what is left out stays as it is. */
export interface ModelFileChange {
  readonly temperature?: Temperatures;
  readonly temperatureChoice?: TemperatureChoice;
  readonly calibration?: Calibration & { readonly labelsKey: string; readonly at: string };
  readonly distribution?: DistributionSummary;
  /** Of the training images, one after another; goes with `distribution`. */
  readonly features?: Float32Array;
}

/**
 * Writes a model's `model.json` anew, whole or not at all; its weights stay as they are.
 * @throws SfumatoError `notFound`, `diskFull` …
 */
export async function changeModelFile(folder: string, { features, distribution, ...change }: ModelFileChange): Promise<void> {
  const path = join(folder, modelFileName);
  try {
    const file = modelFileSchema.parse(JSON.parse(await readFile(path, 'utf8')));
    const bytes = features && new Uint8Array(features.buffer, features.byteOffset, features.byteLength);
    // Features first: a file that names them finds them, also after a power cut between the two.
    if (bytes) await writeFileAtomic(join(folder, featuresFileName), bytes);
    const changed = modelFileSchema.parse({
      ...file,
      ...change,
      ...(bytes && distribution && { distribution: { ...distribution, featuresFile: featuresFileName, sha256: sha256Of(bytes) } }),
    });
    await writeFileAtomic(path, `${JSON.stringify(changed, null, 2)}\n`);
  } catch (thrown) {
    throw systemError(thrown, path);
  }
}
