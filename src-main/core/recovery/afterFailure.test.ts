import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backendNames } from '../backends.ts';
import { afterFailure } from './afterFailure.ts';
import type { Attempt, FailureKind, NextStep } from './afterFailure.ts';

/** What is done after each of the failures in turn, on backends in their order. */
function course(kinds: readonly FailureKind[], smallestShare: number, first: Attempt['backend'] = 'native'): string[] {
  const attempts: Attempt[] = [];
  let backend = first;
  let share = 1;
  return kinds.map((kind) => {
    attempts.push({ backend, kind, share });
    const next = afterFailure(attempts, smallestShare);
    if (next.type === 'again') share = next.share;
    if (next.type === 'nextBackend') {
      backend = 'wasm';
      share = 1;
    }
    return next.type === 'again' ? `again with ${next.share}` : next.type === 'nextBackend' ? `not ${next.avoid}` : next.type;
  });
}

describe('afterFailure', () => {
  test('a killed process goes on as it was, then with half, then the next backend has its turn', () => {
    expect(course(['exit', 'exit', 'exit', 'exit', 'exit', 'exit'], 1 / 4)).toEqual([
      'again with 1',
      'again with 0.5',
      'not native',
      'again with 1',
      'again with 0.5',
      'giveUp',
    ]);
  });

  test('where memory lacks, less and less is computed at once', () => {
    expect(course(['memory', 'memory', 'memory', 'memory'], 1 / 4)).toEqual(['again with 0.5', 'again with 0.25', 'not native', 'again with 0.5']);
  });

  test('what cannot be halved goes to the next backend at once', () => {
    expect(course(['memory'], 1)).toEqual(['not native']);
    expect(course(['device'], 1, 'webgpu')).toEqual(['not webgpu']);
  });

  test('a lost card gets one more chance, wrong arithmetic none', () => {
    expect(course(['device', 'device'], 1 / 8, 'webgpu')).toEqual(['again with 0.5', 'not webgpu']);
    expect(course(['numbers'], 1 / 8)).toEqual(['not native']);
    expect(course(['numbers'], 1 / 8, 'wasm')).toEqual(['giveUp']);
  });

  test('an end before anything was told is tried twice more', () => {
    expect(course(['exit', 'exit', 'exit'], 1 / 2, null)).toEqual(['again with 1', 'again with 0.5', 'giveUp']);
  });

  test('whatever happens, it comes to an end, and shares never grow on one backend nor fall too low', () => {
    const kinds = fc.constantFrom<FailureKind>('exit', 'memory', 'device', 'numbers', 'fault');
    fc.assert(
      fc.property(fc.array(kinds, { minLength: 40, maxLength: 40 }), fc.integer({ min: 0, max: 5 }), (failures, halvings) => {
        const smallest = 1 / 2 ** halvings;
        const left = new Set<string>();
        const attempts: Attempt[] = [];
        let place = 0;
        let share = 1;
        let next: NextStep = { type: 'again', share };
        for (const kind of failures) {
          attempts.push({ backend: backendNames[place]!, kind, share });
          next = afterFailure(attempts, smallest);
          if (next.type === 'giveUp') break;
          if (next.type === 'again') {
            expect(next.share).toBeLessThanOrEqual(share);
            expect(next.share).toBeGreaterThanOrEqual(smallest);
            share = next.share;
          } else {
            expect(left.has(next.avoid)).toBe(false);
            left.add(next.avoid);
            place++;
            share = 1;
          }
        }
        expect(next.type).toBe('giveUp');
      }),
    );
  });
});
