import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { unlabelled } from '../../core/labels/labelMap.ts';
import { decodeMaskDiff } from '../../core/labels/maskDiff.ts';
import type { MaskDiff } from '../../core/labels/maskDiff.ts';
import type { AnnotationTool, ImageRecord } from '../../core/records.ts';
import { meanEntropyOver } from '../predictions/meanEntropyOver.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import type { Services } from '../Services.ts';
import { applyEvent } from './applyEvents.ts';
import type { Committed } from './applyEvents.ts';

export interface Correction {
  readonly imageId: string;
  readonly tool: AnnotationTool;
  readonly classIndex: number;
  /** Bytes of `encodeMaskDiff`. */
  readonly diff: Uint8Array;
  /** The same for object numbers; null where none changes. */
  readonly objects: Uint8Array | null;
  readonly regionId: string | null;
  readonly gestureId: string | null;
}

/** Labels come in by the import of files, not through here. */
const importTool: AnnotationTool = 'import';

/**
 * Puts one correction into the journal and the labels, in one transaction.
 * @throws SfumatoError `conflict` when the labels are not what the change was made on, `classOutOfRange`,
 *   `invalidInput`, `notFound`, `diskFull`; nothing is then changed
 */
export async function commitCorrection(session: ProjectSession, services: Services, correction: Correction): Promise<Committed> {
  const image = session.store.images.get(correction.imageId);
  const diff = decodeMaskDiff(correction.diff);
  const objects = correction.objects && decodeMaskDiff(correction.objects);
  if (correction.tool === importTool) {
    throw new SfumatoError('invalidInput', say('toolMakesNone', { image: image.name, tool: correction.tool }));
  }
  assertClasses(session, image, diff, correction);
  if (correction.regionId !== null && session.store.regions.get(correction.regionId).imageId !== image.id) {
    throw new SfumatoError('invalidInput', say('regionElsewhere', { image: image.name, id: correction.regionId }));
  }
  const doubt = await meanEntropyOver(session, image, diff);
  return applyEvent(session, services, image, {
    kind: 'annotate',
    tool: correction.tool,
    classIndex: correction.classIndex,
    modelId: doubt?.modelId ?? null,
    meanUncertainty: doubt?.mean ?? null,
    regionId: correction.regionId,
    decision: null,
    targetSequence: null,
    gestureId: correction.gestureId,
    diff,
    objects,
  });
}

function assertClasses(session: ProjectSession, image: ImageRecord, diff: MaskDiff, correction: Correction): void {
  const allowed = new Set<number>([unlabelled, ...session.store.classes.map(({ index }) => index)]);
  const values = [correction.classIndex];
  for (let at = 3; at < diff.runs.length; at += 4) values.push(diff.runs[at]!);
  const wrong = values.find((value) => !allowed.has(value));
  if (wrong === undefined) return assertNotRetired(session, image, values, correction);
  throw new SfumatoError(
    'classOutOfRange',
    say('noSuchClass', { image: image.name, value: wrong, classes: [...allowed].sort((a, b) => a - b).join(', ') }),
  );
}

/** What a model predicts may be of a class retired since; nobody paints with one. */
function assertNotRetired(session: ProjectSession, image: ImageRecord, values: readonly number[], { tool, classIndex }: Correction): void {
  const painted = session.store.classes.find(({ index }) => index === classIndex);
  if (!painted?.retired || tool === 'accept' || !values.slice(1).includes(classIndex)) return;
  throw new SfumatoError('classOutOfRange', say('classRetired', { image: image.name, name: painted.name }));
}
