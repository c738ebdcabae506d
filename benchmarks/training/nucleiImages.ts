import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LabelledEngineImage } from '../../src-main/engine/engineApi.ts';
import { decodeLabelled } from './decodeLabelled.ts';

/** The nuclei of the Data Science Bowl 2018 (BBBC038, CC0), beside the project; not part of it. */
export const nucleiFolder = fileURLToPath(new URL('../../../shared/data/nuclei-dsb2018', import.meta.url));

/** Says so and leaves with success when the data are not on this machine: there is nothing to measure. */
export function requireNuclei(): void {
  if (existsSync(nucleiFolder)) return;
  console.error('skipped: the images of nuclei-dsb2018 are not at ../shared/data');
  process.exit(0);
}

/**
 * Decodes one split for the engine; every instance becomes class 1, nucleus.
 * @param workFolder where the decoded samples go
 * @param withObjects also give each instance's number; default: no
 */
export async function loadNuclei(split: 'train' | 'val', workFolder: string, { withObjects = false } = {}): Promise<LabelledEngineImage[]> {
  const names = (await readdir(join(nucleiFolder, 'images'))).filter((name) => name.startsWith(`${split}-`)).sort();
  const pairs = names.map((name) => ({ image: join(nucleiFolder, 'images', name), labels: join(nucleiFolder, 'labels', name) }));
  return decodeLabelled(pairs, { workFolder, classOf: (instance) => (instance > 0 ? 1 : 0), withObjects });
}
