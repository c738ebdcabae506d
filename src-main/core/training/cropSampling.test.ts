import { expect, test } from 'vitest';
import { samplingAnew, updateSampling } from './CropSampling.ts';

const labels = (labelled: number, pixels: number): Uint8Array => new Uint8Array(pixels).fill(255).fill(1, 0, labelled);

test('a network that begins anew draws by classes where less than half of all pixels is labelled', () => {
  expect(samplingAnew([labels(4, 10), labels(5, 10)])).toBe(updateSampling);
  expect(samplingAnew([labels(10, 10), labels(0, 10)])).toBeNull();
  expect(samplingAnew([])).toBeNull();
});
