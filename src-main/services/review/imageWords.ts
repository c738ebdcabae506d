import { LabelWords } from '../../core/review/disputes/LabelWords.ts';
import type { LabelWord } from '../../core/review/disputes/LabelWords.ts';
import { isDispute } from '../../core/review/uncovered.ts';
import type { ImageRecord } from '../../core/records.ts';
import { unpackDiff } from '../../store/Journal.ts';
import type { ProjectStore } from '../../store/ProjectStore.ts';

/** Who last said what of each pixel of an image: the fold of its events in force. @param untilSequence default: as it is now */
export function imageWords(store: ProjectStore, image: ImageRecord, untilSequence?: number): LabelWords {
  return new LabelWords(image, wordsOf(store, image, untilSequence));
}

function* wordsOf(store: ProjectStore, image: ImageRecord, untilSequence?: number): Generator<LabelWord> {
  const disputes = new Map(store.regions.spokenOf(image.id).flatMap(({ id, arm, mask }) => (isDispute(arm) ? [[id, mask] as const] : [])));
  for (const { sequence, at, who, tool, diff, decision, regionId } of store.journal.standingRows(image.id, untilSequence)) {
    const settles = (decision === 'accepted' || decision === 'corrected') && regionId !== null ? (disputes.get(regionId) ?? null) : null;
    if (!diff && !settles) continue;
    yield { sequence, at, who: tool === 'import' ? null : who, changes: diff && unpackDiff(diff), settles };
  }
}
