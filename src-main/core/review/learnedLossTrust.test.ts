import { expect, test } from 'vitest';
import { learnedLossTrust } from './learnedLossTrust.ts';

test.each([[0.5, true], [0.3, true], [0.29, false], [-0.4, false]])('a correlation of %d at a limit of 0.3: %s', (correlation, isTrusted) => {
  expect(learnedLossTrust({ learnedLossCorrelation: correlation }, null, { learnedLossLimit: 0.3 })).toEqual({ isTrusted, correlation });
});

test('what was not measured is not held against it', () => {
  expect(learnedLossTrust(null, null, { learnedLossLimit: 0.3 })).toEqual({ isTrusted: true, correlation: null });
  expect(learnedLossTrust({ learnedLossCorrelation: null }, null, { learnedLossLimit: 0.3 }).isTrusted).toBe(true);
});

test('what the expert found outweighs the figures, once there is enough of it', () => {
  const found = (estimate: number, isTrusted: boolean) => ({ isTrusted, correlation: { estimate, lower: estimate - 0.2, upper: estimate + 0.2 } });
  const limit = { learnedLossLimit: 0.3 };
  expect(learnedLossTrust({ learnedLossCorrelation: 0.9 }, found(-0.1, false), limit)).toEqual({ isTrusted: false, correlation: -0.1 });
  expect(learnedLossTrust({ learnedLossCorrelation: 0.1 }, found(0.25, true), limit)).toEqual({ isTrusted: true, correlation: 0.25 });
  expect(learnedLossTrust({ learnedLossCorrelation: 0.1 }, { isTrusted: true, correlation: null }, limit)).toEqual({ isTrusted: false, correlation: 0.1 });
});
