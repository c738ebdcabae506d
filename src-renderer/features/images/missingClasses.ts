import { freeClassColour } from '../../../src-main/core/classPalette.ts';
import { say } from '../../../src-main/core/messages/Message.ts';
import type { ClassRecord } from '../../../src-main/core/records.ts';
import { toldName } from '../../messages/told.ts';

/** More at once are no forgotten classes but numbers that mean something else. */
const mostAdded = 16;

/**
 * The classes that a project lacks to hold label values: as classes are numbered without gaps, those between as well.
 * @param values label values, all beyond the project's classes
 * @returns empty where there is nothing to add or so much that it can't be meant
 */
export function missingClasses(classes: readonly ClassRecord[], values: readonly number[]): readonly ClassRecord[] {
  const last = Math.max(-1, ...values);
  const count = last + 1 - classes.length;
  if (count <= 0 || count > mostAdded) return [];
  const all = [...classes];
  while (all.length <= last) {
    const index = all.length;
    all.push({ index, name: toldName(say('classNumber', { number: index }).text), colour: freeClassColour(all.map(({ colour }) => colour)), retired: false });
  }
  return all.slice(classes.length);
}
