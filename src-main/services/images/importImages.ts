import { say } from '../../core/messages/Message.ts';
import type { Message } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { ImageRole } from '../../core/records.ts';
import type { JobProgress } from '../jobs/JobRegistry.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import type { Services } from '../Services.ts';
import type { LabelChoice } from '../../core/pairing/settlePairs.ts';
import { findPairing } from './findPairing.ts';
import type { LabelKind } from './labelValues.ts';
import { ImportPreparation } from './ImportPreparation.ts';
import { pairFiles } from './pairFiles.ts';
import type { FilePair } from './pairFiles.ts';

export interface ImportRequest {
  readonly imageFolder: string;
  /** The folder of images itself where label files lie beside their images. */
  readonly labelFolder: string | null;
  readonly labelKind: LabelKind;
  readonly role: ImageRole;
  readonly namePrefix: string;
  /** Default: every file. */
  readonly only?: (name: string) => boolean;
  /** Label files chosen by a person, over what the names say. Default: none. */
  readonly labelChoices?: readonly LabelChoice[];
}

export interface ImportWatch {
  readonly signal?: AbortSignal;
  readonly progress?: (progress: JobProgress) => void;
}

/** Files that cannot be read are gathered up to this many, so that they can be mended in one go. */
const mostFailures = 20;

/**
 * Imports a folder: everything is copied and decoded first, then enters the project in one transaction.
 * @returns how many images came in
 * @throws SfumatoError naming the file, or each of those that cannot be read; the project is then as it was
 */
export async function importImages(
  session: ProjectSession,
  services: Services,
  request: ImportRequest,
  watch: ImportWatch = {},
): Promise<number> {
  const pairs = await findPairs(request);
  const preparation = new ImportPreparation(session, services, request);
  const failures: SfumatoError[] = [];
  try {
    for (const [index, pair] of pairs.entries()) {
      const tell = (message: Message, share: number): void => watch.progress?.({ message, fraction: (index + share) / pairs.length });
      tell(say('reading', { name: pair.image.name }), 0);
      await preparation.add(pair, { ...watch, tell }).catch((thrown: unknown) => {
        if (!isOfFile(thrown)) throw thrown;
        failures.push(thrown);
      });
      if (failures.length === mostFailures) break;
    }
    if (failures.length > 0) throw asOne(failures);
    preparation.refuseAmbiguousMasks();
    if (watch.signal?.aborted) throw new SfumatoError('cancelled', say('importCancelled'));
    preparation.store();
  } catch (thrown) {
    await preparation.discard();
    throw thrown;
  }
  services.notifications.notify({ type: 'images' });
  services.notifications.notify({ type: 'project' });
  return preparation.count;
}

/** Whether one file is at fault, so that the others are worth looking at. */
function isOfFile(thrown: unknown): thrown is SfumatoError {
  return thrown instanceof SfumatoError && (thrown.code === 'unreadableImage' || thrown.code === 'decoderFailed');
}

function asOne(failures: readonly SfumatoError[]): SfumatoError {
  const [first] = failures;
  if (failures.length === 1) return first!;
  const reasons = failures.map(({ said }) => said);
  return new SfumatoError(first!.code, say('filesUnreadable', { count: failures.length, more: failures.length === mostFailures, reasons }));
}

async function findPairs(request: ImportRequest): Promise<FilePair[]> {
  const { imageFolder, labelFolder, namePrefix, only = () => true, labelChoices: choices = [] } = request;
  const found = await findPairing(request);
  const isWanted = (name: string): boolean => name.startsWith(namePrefix) && only(name);
  const images = found.images.filter(({ name }) => isWanted(name));
  if (images.length === 0) {
    throw new SfumatoError('notFound', say('noImageFiles', { folder: imageFolder, prefix: namePrefix }));
  }
  if (labelFolder === imageFolder && found.labels.length === 0) {
    throw new SfumatoError('invalidInput', say('labelFolderIsImageFolder', { folder: labelFolder }));
  }
  return labelFolder === null ? images.map((image) => ({ image, label: null })) : pairFiles(found, { labelFolder, choices, isWanted });
}
