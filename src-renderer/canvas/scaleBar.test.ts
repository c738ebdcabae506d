import { expect, test } from 'vitest';
import { inUnit, scaleBarOf } from './scaleBar.ts';

test('takes round lengths in the unit that suits', () => {
  expect(scaleBarOf(1, 0.5, 140)).toEqual({ lengthPx: 100, value: 50, unit: 'µm' });
  expect(scaleBarOf(1, 0.004, 140)).toEqual({ lengthPx: 125, value: 500, unit: 'nm' });
  expect(scaleBarOf(0.1, 2, 140)).toEqual({ lengthPx: 100, value: 2, unit: 'mm' });
  expect(scaleBarOf(1, 500, 140)).toEqual({ lengthPx: 100, value: 50, unit: 'mm' });
});

test('is never longer than asked for, nor shorter than two fifths of it', () => {
  for (let scale = 0.001; scale < 64; scale *= 1.37) {
    for (const size of [0.0007, 0.1, 0.25, 12, 900]) {
      const { lengthPx } = scaleBarOf(scale, size, 140);
      expect(lengthPx).toBeLessThanOrEqual(140.001);
      expect(lengthPx).toBeGreaterThan(139 * 0.4);
    }
  }
});

test('counts pixels where their size is not known, whole ones', () => {
  expect(scaleBarOf(0.5, null, 140)).toEqual({ lengthPx: 100, value: 200, unit: 'px' });
  expect(scaleBarOf(200, null, 140)).toEqual({ lengthPx: 200, value: 1, unit: 'px' });
});

test('writes lengths in the unit that suits', () => {
  expect(inUnit(1000)).toEqual({ value: 1, unit: 'mm' });
  expect(inUnit(999)).toEqual({ value: 999, unit: 'µm' });
  expect(inUnit(0.25)).toEqual({ value: 250, unit: 'nm' });
  expect(inUnit(0)).toEqual({ value: 0, unit: 'nm' });
});
