import { pairNames } from '../../core/pairing/pairNames.ts';
import type { Pairing } from '../../core/pairing/pairNames.ts';
import { splitNames } from '../../core/pairing/splitNames.ts';
import { findImageFiles } from './findImageFiles.ts';
import type { FoundFile } from './findImageFiles.ts';

export interface FoundPairing {
  readonly images: readonly FoundFile[];
  readonly labels: readonly FoundFile[];
  readonly pairing: Pairing;
}

/**
 * The images of a folder and how its label files go with them by their names. Where both folders are the same, the label
 * files lie beside their images and are told apart.
 * @param folders a null label folder: every file is an image, and none has labels
 * @throws SfumatoError `notFound`, `permissionDenied`
 */
export async function findPairing(folders: { readonly imageFolder: string; readonly labelFolder: string | null }): Promise<FoundPairing> {
  const { imageFolder, labelFolder } = folders;
  const all = await findImageFiles(imageFolder);
  if (labelFolder === null) return { images: all, labels: [], pairing: pairNames([], []) };
  const [images, labels] = labelFolder === imageFolder ? split(all) : [all, await findImageFiles(labelFolder)];
  return { images, labels, pairing: pairNames(images.map(({ name }) => name), labels.map(({ name }) => name)) };
}

function split(files: readonly FoundFile[]): readonly [readonly FoundFile[], readonly FoundFile[]] {
  const labels = new Set(splitNames(files.map(({ name }) => name)).labels);
  return [files.filter(({ name }) => !labels.has(name)), files.filter(({ name }) => labels.has(name))];
}
