import { resolve } from 'node:path';
import { say } from '../../core/messages/Message.ts';
import type { Message } from '../../core/messages/Message.ts';
import type { Ambiguity } from '../../core/pairing/pairNames.ts';
import { SfumatoError, saidBy } from '../../core/SfumatoError.ts';
import type { ClassRecord, PixelSize } from '../../core/records.ts';
import type { FileDescription } from '../../images/imagesApi.ts';
import type { Services } from '../Services.ts';
import { findImageFolder } from './findImageFolder.ts';
import { findLabelFolders, foldersOfLabels } from './findLabelFolders.ts';
import { findPairing } from './findPairing.ts';
import { guessLabels } from './guessLabels.ts';
import { inspectLabels } from './inspectLabels.ts';
import type { InspectedLabel } from './inspectLabels.ts';
import type { LabelKind } from './labelValues.ts';
import { spreadOver } from './spreadOver.ts';

export interface InspectRequest {
  readonly folder: string | null;
  readonly uploadId: string | null;
  readonly labelFolder: string | null;
  readonly withoutLabels: boolean;
}

interface InspectedFile extends FileDescription {
  readonly name: string;
  readonly labelName: string | null;
}

export interface Inspection {
  readonly imageFolder: string;
  readonly labelFolder: string | null;
  readonly labelFolders: readonly string[];
  readonly labelKind: LabelKind;
  readonly fileCount: number;
  readonly openedCount: number;
  readonly imageCount: number;
  readonly formats: readonly { readonly format: string; readonly count: number }[];
  readonly stacks: readonly { readonly name: string; readonly slices: number }[];
  readonly pixelSizeUm: PixelSize | null;
  readonly pairCount: number;
  readonly pairs: readonly { readonly image: string; readonly label: string | null }[];
  readonly ambiguous: readonly Ambiguity[];
  readonly labels: readonly InspectedLabel[];
  readonly suggestedClasses: readonly ClassRecord[];
  readonly unreadable: readonly { readonly name: string; readonly reason: Message }[];
  readonly unreadableCount: number;
  readonly files: readonly InspectedFile[];
}

/** Files opened at most: a folder of tens of thousands is to be answered while the user looks on. */
const mostFilesOpened = 500;
const mostUnreadableTold = 20;

/**
 * Says what a folder holds and how it would be imported, by the files' headers and by a few label files.
 * @throws SfumatoError `notFound`, `permissionDenied`, `invalidInput`
 */
export async function inspectFolder(services: Services, request: InspectRequest): Promise<Inspection> {
  const imageFolder = await findImageFolder(await folderAsked(services, request));
  const { labelFolder, labelFolders } = await labelFoldersOf(imageFolder, request);
  const { images, labels, pairing } = await findPairing({ imageFolder, labelFolder });
  const labelOf = new Map(labels.map((label) => [label.name, label]));
  const files: InspectedFile[] = [];
  const unreadable: { name: string; reason: Message }[] = [];
  const opened = spreadOver(images, mostFilesOpened);
  for (const image of opened) {
    try {
      files.push({ ...(await services.images.describe(image)), name: image.name, labelName: pairing.pairs.get(image.name) ?? null });
    } catch (thrown) {
      unreadable.push({ name: image.name, reason: saidBy(thrown) });
    }
  }
  const paired = files.flatMap(({ labelName }) => labelOf.get(labelName ?? '') ?? []);
  const { kind, classes, values } = await guessLabels(services, paired.length > 0 ? paired : labels);
  return {
    imageFolder,
    labelFolder,
    labelFolders,
    labelKind: kind,
    fileCount: images.length,
    openedCount: opened.length,
    // What was not opened counts as one image a file.
    imageCount: files.reduce((sum, { slices }) => sum + slices, images.length - opened.length),
    formats: [...Map.groupBy(files, ({ format }) => format)].map(([format, those]) => ({ format, count: those.length })),
    stacks: files.filter(({ slices }) => slices > 1).map(({ name, slices }) => ({ name, slices })),
    pixelSizeUm: files.find(({ pixelSizeUm }) => pixelSizeUm !== null)?.pixelSizeUm ?? null,
    pairCount: opened.length === images.length ? paired.length : pairing.pairs.size,
    pairs: images.map(({ name }) => ({ image: name, label: pairing.pairs.get(name) ?? null })),
    ambiguous: pairing.ambiguous,
    labels: await inspectLabels(services, labels, { paired: new Set(paired.map(({ name }) => name)), values }),
    suggestedClasses: classes,
    unreadable: unreadable.slice(0, mostUnreadableTold),
    unreadableCount: unreadable.length,
    files,
  };
}

async function folderAsked(services: Services, { folder, uploadId }: InspectRequest): Promise<string> {
  if ((folder === null) === (uploadId === null)) throw new SfumatoError('invalidInput', say('inspectWantsOne'));
  return uploadId === null ? resolve(folder!) : services.uploads.folderOf(uploadId);
}

/** The folder that was given, or the first of those that fit, and what else there is to choose from. */
async function labelFoldersOf(imageFolder: string, request: InspectRequest): Promise<Pick<Inspection, 'labelFolder' | 'labelFolders'>> {
  if (request.withoutLabels) return { labelFolder: null, labelFolders: [] };
  const found = await findLabelFolders(imageFolder);
  if (request.labelFolder === null) return { labelFolder: found[0] ?? null, labelFolders: found };
  const given = resolve(request.labelFolder);
  const inside = given === imageFolder ? [given] : await foldersOfLabels(given);
  // A folder without label files is kept as it was given: that nothing fits is told of it.
  return { labelFolder: inside[0] ?? given, labelFolders: found.includes(inside[0] ?? given) ? found : [...new Set([...inside, ...found])] };
}
