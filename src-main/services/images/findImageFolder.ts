import { join } from 'node:path';
import { findImageFiles } from './findImageFiles.ts';
import { isImageFolderName, isLabelFolderName } from './folderNames.ts';
import { foldersIn } from './foldersIn.ts';

/** `set/train/images` is as deep as images lie. */
const deepest = 3;

/**
 * A folder without images of its own stands for the one inside it that is named as images, or that is alone in having some.
 * @throws SfumatoError `notFound`, `permissionDenied`
 */
export async function findImageFolder(folder: string): Promise<string> {
  if ((await findImageFiles(folder)).length > 0) return folder;
  return (await insideOf(folder, deepest)) ?? folder;
}

async function insideOf(folder: string, depth: number): Promise<string | null> {
  if (depth === 0) return null;
  const inside = (await foldersIn(folder).catch(() => [])).filter((name) => !isLabelFolderName(name));
  const withImages: string[] = [];
  // Folders of images are looked into first, and `train` before what it is measured on.
  const named = inside.filter(isImageFolderName).sort((first, second) => Number(isTraining(second)) - Number(isTraining(first)));
  for (const name of [...named, ...inside.filter((other) => !isImageFolderName(other))]) {
    const place = join(folder, name);
    const files = await findImageFiles(place).catch(() => []);
    const found = files.length > 0 ? place : await insideOf(place, depth - 1);
    if (found !== null && named.includes(name)) return found;
    if (found !== null) withImages.push(found);
  }
  return withImages.length === 1 ? withImages[0]! : null;
}

function isTraining(name: string): boolean {
  return /train/i.test(name);
}
