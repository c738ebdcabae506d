import { basename, dirname, join } from 'node:path';
import { spelt } from '../../core/pairing/fileStem.ts';
import { labelCores } from '../../core/pairing/nameWords.ts';
import { splitNames } from '../../core/pairing/splitNames.ts';
import { findImageFiles } from './findImageFiles.ts';
import { findPairing } from './findPairing.ts';
import { isGoldName, isImageFolderName, isLabelFolderName, isPersonName } from './folderNames.ts';
import { foldersIn } from './foldersIn.ts';

/** Folders looked into at most: enough for every annotator of a set. */
const mostFolders = 60;

/**
 * The folders whose label files fit the images, the one to use first: what people agreed on, then label files beside their
 * images, then other folders of labels, then those of single people. Labels of several are never mixed.
 */
export async function findLabelFolders(imageFolder: string): Promise<readonly string[]> {
  const names = (await findImageFiles(imageFolder)).map(({ name }) => name);
  const places: { readonly folder: string; readonly rank: number }[] = [];
  if (splitNames(names).labels.length > 0) places.push({ folder: imageFolder, rank: 1 });
  for (const folder of await namedAsLabels(imageFolder)) {
    for (const place of await foldersOfLabels(folder)) places.push({ folder: place, rank: rankOf(place, folder) });
  }
  const fitting: typeof places = [];
  for (const place of places.slice(0, mostFolders)) {
    const { pairing } = await findPairing({ imageFolder, labelFolder: place.folder });
    if (pairing.pairs.size > 0 || pairing.ambiguous.length > 0) fitting.push(place);
  }
  return fitting.sort((first, second) => first.rank - second.rank).map(({ folder }) => folder);
}

/** The folder itself where it holds images, else those inside that do: one a person. */
export async function foldersOfLabels(folder: string): Promise<readonly string[]> {
  const holdsImages = async (place: string): Promise<boolean> => (await findImageFiles(place).catch(() => [])).length > 0;
  if (await holdsImages(folder)) return [folder];
  const inside = (await foldersIn(folder).catch(() => [])).map((name) => join(folder, name));
  const found: string[] = [];
  for (const place of inside.slice(0, mostFolders)) if (await holdsImages(place)) found.push(place);
  return found.sort((first, second) => Number(isGoldName(basename(second))) - Number(isGoldName(basename(first))));
}

function rankOf(place: string, folder: string): number {
  if (isGoldName(basename(place)) || isGoldName(basename(folder))) return 0;
  return place !== folder || isPersonName(basename(place)) ? 3 : 2;
}

/** Inside the images' folder, beside it, and where `labels/train` goes with `images/train`. */
async function namedAsLabels(imageFolder: string): Promise<readonly string[]> {
  const parent = dirname(imageFolder);
  const own = basename(imageFolder);
  const found = (await labelNamesIn(imageFolder)).map((name) => join(imageFolder, name));
  for (const name of await labelNamesIn(parent)) {
    // Beside folders of other names may lie the labels of something else.
    const isOurs = isImageFolderName(own) || labelCores(spelt(name)).some(({ core }) => core === spelt(own));
    if (isOurs && join(parent, name) !== imageFolder) found.push(join(parent, name));
  }
  if (isImageFolderName(basename(parent))) {
    const above = dirname(parent);
    for (const name of await labelNamesIn(above)) found.push(join(above, name, own));
  }
  return found;
}

async function labelNamesIn(folder: string): Promise<readonly string[]> {
  return (await foldersIn(folder).catch(() => [])).filter(isLabelFolderName);
}
