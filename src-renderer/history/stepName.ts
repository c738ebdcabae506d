import { words } from '../messages/messages.ts';
import { classDifferences } from './classDifferences.ts';
import { isClassEvent } from './steps.ts';
import type { HistoryStep } from './steps.ts';

/** What a step is called. @param className of a class by its index */
export function stepName({ entry, changedPixels }: Pick<HistoryStep, 'entry' | 'changedPixels'>, className: (index: number) => string | null): string {
  if (isClassEvent(entry)) return words.history.describeClasses(classDifferences(entry.before, entry.after));
  return words.history.describe({ ...entry, changedPixels }, entry.classIndex === null ? null : className(entry.classIndex));
}
