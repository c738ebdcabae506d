import { expect, test } from 'vitest';
import { crfRanges } from '../../../src-main/core/vision/crf/crfRanges.ts';
import { usualCrf } from '../../../src-main/core/vision/crf/denseCrf.ts';
import { withCrfSetting } from './withCrfSetting.ts';

test('one setting changes, to the nearest step, and the others stay', () => {
  expect(withCrfSetting(usualCrf, 'smoothnessReachPx', 2.7)).toEqual({ ...usualCrf, smoothnessReachPx: 2.5 });
  expect(withCrfSetting(usualCrf, 'iterations', 6.4)).toEqual({ ...usualCrf, iterations: 6 });
});

test('a value beyond the range is its end', () => {
  const { smallest, largest } = crfRanges.appearanceReachPx;
  expect(withCrfSetting(usualCrf, 'appearanceReachPx', 1e6).appearanceReachPx).toBe(largest);
  expect(withCrfSetting(usualCrf, 'appearanceReachPx', -1).appearanceReachPx).toBe(smallest);
});
