import { describe, expect, test } from 'vitest';
import { planeCount, planeIndex } from './predictionFile.ts';

const range = { minimum: 0, maximum: 1 };
const old = { classCount: 2, memberCount: 3 };

describe('layout of a prediction file', () => {
  test('files of before have no optional map, and every plane where it was', () => {
    expect(planeCount(old)).toBe(10);
    expect(planeIndex('member-2', old)).toBe(9);
    expect(planeIndex('margin', old)).toBeNull();
    expect(planeIndex('objectDistance', { ...old, hasDistances: true })).toBe(10);
  });

  test('optional maps follow the members in one order, those that are not there leave no gap, distances end the file', () => {
    const counts = { ...old, hasDistances: true, ranges: { learnedConfidence: range, margin: range } };
    expect(planeCount(counts)).toBe(13);
    expect(planeIndex('margin', counts)).toBe(10);
    expect(planeIndex('learnedConfidence', counts)).toBe(11);
    expect(planeIndex('memberVariance', counts)).toBeNull();
    expect(planeIndex('objectDistance', counts)).toBe(12);
    // Where an optional map lies does not depend on what comes after it.
    expect(planeIndex('learnedConfidence', { ...counts, hasDistances: false })).toBe(11);
  });
});
