import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { evenly } from './evenly.ts';
import { readNifti } from './readNifti.ts';
import type { Volume } from './readNifti.ts';
import { sliceOf } from './sliceOf.ts';

const folder = mkdtempSync(join(tmpdir(), 'loop-sets-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('spreads a choice evenly over what there is', () => {
  expect(evenly([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 5)).toEqual([1, 3, 5, 7, 9]);
  expect(evenly([1, 2], 5)).toEqual([1, 2]);
});

describe('NIfTI', () => {
  const path = join(folder, 'volume.nii.gz');
  const write = (change: (header: DataView) => void): void => {
    const bytes = Buffer.alloc(352 + 2 * 12);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    view.setInt32(0, 348, true);
    for (const [at, size] of [2, 3, 2].entries()) view.setInt16(42 + 2 * at, size, true);
    view.setInt16(70, 4, true);
    view.setFloat32(108, 352, true);
    view.setFloat32(112, 2, true);
    view.setFloat32(116, -1, true);
    for (let index = 0; index < 12; index++) view.setInt16(352 + 2 * index, index, true);
    change(view);
    writeFileSync(path, gzipSync(bytes));
  };

  test('values are scaled by slope and intercept, x fastest', () => {
    write(() => undefined);
    const { width, height, depth, values } = readNifti(path);
    expect([width, height, depth]).toEqual([2, 3, 2]);
    expect([...values]).toEqual([-1, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21]);
  });

  test('refuses another header, an unknown type and too few bytes', () => {
    write((view) => view.setInt32(0, 540, true));
    expect(() => readNifti(path)).toThrow(/NIfTI-1 header/);
    write((view) => view.setInt16(70, 128, true));
    expect(() => readNifti(path)).toThrow(/data type.*128/);
    write((view) => view.setInt16(46, 9, true));
    expect(() => readNifti(path)).toThrow(/2 x 3 x 9/);
  });
});

test('a slice shows y to the right and z downwards, its labels repeated and its samples between 0 and 255', () => {
  const volume = (values: readonly number[]): Volume => ({ width: 2, height: 2, depth: 2, values: Float32Array.from(values) });
  const labels = volume([0, 0, 0, 1, 0, 0, 0, 2]);
  const { width, height, samples, labels: classes } = sliceOf('a', volume([0, 0, 0, 100, 0, 0, 200, 200]), labels, { x: 1, scale: 2 });
  expect([width, height]).toEqual([4, 4]);
  expect([...classes]).toEqual([0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 2, 2, 0, 0, 2, 2]);
  expect([samples[0], samples[15]]).toEqual([0, 255]);
  expect(samples[3]).toBeLessThan(samples[15]!);
});
