import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FittedTemperature } from '../../core/calibration/measuringPlan.ts';
import { systemError } from '../../files/systemError.ts';
import { isImported } from './loadImported.ts';
import { modelFileName } from './modelFile.ts';
import { parseModelFile } from './modelFolder.ts';

/**
 * What a model's logits are divided by and how that was fitted, without its weights. What came as a graph is taken at its word.
 * @throws SfumatoError `notFound`, `corrupt`
 */
export async function readFittedTemperature(folder: string): Promise<FittedTemperature> {
  const path = join(folder, modelFileName);
  const text = await readFile(path, 'utf8').catch((thrown: unknown) => {
    throw systemError(thrown, path);
  });
  if (isImported(text)) return { temperature: 1, calibration: null };
  const { temperature, calibration = null } = parseModelFile(new TextEncoder().encode(text), path);
  return { temperature, calibration };
}
