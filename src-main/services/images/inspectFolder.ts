import { readdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { say } from '../../core/messages/Message.ts';
import type { Message } from '../../core/messages/Message.ts';
import { SfumatoError, saidBy } from '../../core/SfumatoError.ts';
import type { ClassRecord, PixelSize } from '../../core/records.ts';
import type { FileDescription } from '../../images/imagesApi.ts';
import type { Services } from '../Services.ts';
import { findImageFiles } from './findImageFiles.ts';
import type { FoundFile } from './findImageFiles.ts';
import { guessLabels } from './guessLabels.ts';
import type { LabelKind } from './labelValues.ts';
import { pairLabels } from './pairLabels.ts';

export interface InspectRequest {
  readonly folder: string | null;
  readonly uploadId: string | null;
  readonly labelFolder: string | null;
}

interface InspectedFile extends FileDescription {
  readonly name: string;
  readonly labelName: string | null;
}

export interface Inspection {
  readonly imageFolder: string;
  readonly labelFolder: string | null;
  readonly labelKind: LabelKind;
  readonly fileCount: number;
  readonly openedCount: number;
  readonly imageCount: number;
  readonly formats: readonly { readonly format: string; readonly count: number }[];
  readonly stacks: readonly { readonly name: string; readonly slices: number }[];
  readonly pixelSizeUm: PixelSize | null;
  readonly pairCount: number;
  readonly suggestedClasses: readonly ClassRecord[];
  readonly unreadable: readonly { readonly name: string; readonly reason: Message }[];
  readonly unreadableCount: number;
  readonly files: readonly InspectedFile[];
}

/** Files opened at most: a folder of tens of thousands is to be answered while the user looks on. */
const mostFilesOpened = 500;
const mostUnreadableTold = 20;

const imageFolderNames = /^(?:images?|imgs?|raw|input|data|train|pictures?)$/i;
const labelFolderNames = /^(?:labels?|masks?|annotations?|gt|ground[-_ ]?truth|segmentations?|instances?|targets?)$/i;

/**
 * Says what a folder holds and how it would be imported, by the files' headers and by a few label files.
 * @throws SfumatoError `notFound`, `permissionDenied`, `invalidInput`
 */
export async function inspectFolder(services: Services, request: InspectRequest): Promise<Inspection> {
  const imageFolder = await imageFolderOf(await folderAsked(services, request));
  const labelFolder = request.labelFolder === null ? await labelFolderOf(imageFolder) : resolve(request.labelFolder);
  const images = await findImageFiles(imageFolder);
  const labels = labelFolder === null ? [] : await findImageFiles(labelFolder);
  const labelOf = pairs(images, labels, labelFolder ?? '');
  const files: InspectedFile[] = [];
  const unreadable: { name: string; reason: Message }[] = [];
  const opened = spreadOver(images, mostFilesOpened);
  for (const image of opened) {
    try {
      files.push({ ...(await services.images.describe(image)), name: image.name, labelName: labelOf.get(image.name)?.name ?? null });
    } catch (thrown) {
      unreadable.push({ name: image.name, reason: saidBy(thrown) });
    }
  }
  const paired = files.flatMap(({ name }) => labelOf.get(name) ?? []);
  const { kind, classes } = await guessLabels(services, paired);
  return {
    imageFolder,
    labelFolder: paired.length > 0 || request.labelFolder !== null ? labelFolder : null,
    labelKind: kind,
    fileCount: images.length,
    openedCount: opened.length,
    // What was not opened counts as one image a file.
    imageCount: files.reduce((sum, { slices }) => sum + slices, images.length - opened.length),
    formats: [...Map.groupBy(files, ({ format }) => format)].map(([format, those]) => ({ format, count: those.length })),
    stacks: files.filter(({ slices }) => slices > 1).map(({ name, slices }) => ({ name, slices })),
    pixelSizeUm: files.find(({ pixelSizeUm }) => pixelSizeUm !== null)?.pixelSizeUm ?? null,
    pairCount: opened.length === images.length ? paired.length : labelOf.size,
    suggestedClasses: classes,
    unreadable: unreadable.slice(0, mostUnreadableTold),
    unreadableCount: unreadable.length,
    files,
  };
}

/** @returns all of them, or so many evenly spread, the first among them */
function spreadOver<Item>(all: readonly Item[], most: number): readonly Item[] {
  if (all.length <= most) return all;
  return Array.from({ length: most }, (_none, index) => all[Math.floor((index * all.length) / most)]!);
}

async function folderAsked(services: Services, { folder, uploadId }: InspectRequest): Promise<string> {
  if ((folder === null) === (uploadId === null)) throw new SfumatoError('invalidInput', say('inspectWantsOne'));
  return uploadId === null ? resolve(folder!) : services.uploads.folderOf(uploadId);
}

/** A folder without images of its own stands for the one inside it that is named as images, or that is alone in having some. */
async function imageFolderOf(folder: string): Promise<string> {
  if ((await findImageFiles(folder)).length > 0) return folder;
  const inside = await foldersIn(folder);
  const named = inside.find((name) => imageFolderNames.test(name));
  if (named !== undefined) return join(folder, named);
  const others = inside.filter((name) => !labelFolderNames.test(name));
  const withImages: string[] = [];
  for (const name of others) if ((await findImageFiles(join(folder, name)).catch(() => [])).length > 0) withImages.push(name);
  return withImages.length === 1 ? join(folder, withImages[0]!) : folder;
}

/** A folder named as labels inside the images' folder, or beside it. */
async function labelFolderOf(imageFolder: string): Promise<string | null> {
  for (const place of [imageFolder, dirname(imageFolder)]) {
    const names = await foldersIn(place).catch(() => []);
    const found = names.find((name) => labelFolderNames.test(name) && join(place, name) !== imageFolder);
    // Beside folders of other names may lie the labels of something else.
    if (found !== undefined && (place === imageFolder || imageFolderNames.test(basename(imageFolder)))) return join(place, found);
  }
  return null;
}

async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name).sort();
}

function pairs(images: readonly FoundFile[], labels: readonly FoundFile[], labelFolder: string): Map<string, FoundFile> {
  try {
    return new Map(pairLabels(images, labels, labelFolder).flatMap(({ image, label }) => (label ? [[image.name, label] as const] : [])));
  } catch {
    // Where two files could be meant, or none fits, the import says so; here there are simply no pairs.
    return new Map();
  }
}
