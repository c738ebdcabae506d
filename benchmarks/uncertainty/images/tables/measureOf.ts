import type { ImageSet } from '../ImageSet.ts';
import { DisagreementMeasure } from './DisagreementMeasure.ts';
import { ErrorMeasure } from './ErrorMeasure.ts';
import { ForeignMeasure } from './ForeignMeasure.ts';
import type { Measure } from './Measure.ts';

/** What the table of a set asks. @param maps names of those that come with each prediction */
export function measureOf({ table, classNames }: ImageSet, maps: readonly string[]): Measure {
  if (table === 'camvid') return new ForeignMeasure(maps);
  return table === 'annotators' ? new DisagreementMeasure(maps) : new ErrorMeasure(classNames.length, maps);
}
