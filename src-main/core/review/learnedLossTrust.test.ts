import { expect, test } from 'vitest';
import { learnedLossTrust } from './learnedLossTrust.ts';

test.each([[0.5, true], [0.3, true], [0.29, false], [-0.4, false]])('a correlation of %d at a limit of 0.3: %s', (correlation, isTrusted) => {
  expect(learnedLossTrust({ learnedLossCorrelation: correlation }, { learnedLossLimit: 0.3 })).toEqual({ isTrusted, correlation });
});

test('what was not measured is not held against it', () => {
  expect(learnedLossTrust(null, { learnedLossLimit: 0.3 })).toEqual({ isTrusted: true, correlation: null });
  expect(learnedLossTrust({ learnedLossCorrelation: null }, { learnedLossLimit: 0.3 }).isTrusted).toBe(true);
});
