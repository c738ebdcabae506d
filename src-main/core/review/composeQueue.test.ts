import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { composeQueue } from './composeQueue.ts';
import type { OpenRegions, SettledCounts } from './composeQueue.ts';

const none: SettledCounts = { chosen: 0, random: 0, audit: 0, disagreement: 0, contradiction: 0 };
const many = (sign: string, count: number): string[] => Array.from({ length: count }, (_none, at) => `${sign}${at}`);
const open = (counts: Partial<SettledCounts>): OpenRegions<string> => ({
  chosen: many('c', counts.chosen ?? 0),
  random: many('r', counts.random ?? 0),
  audit: many('a', counts.audit ?? 0),
  disagreement: many('d', counts.disagreement ?? 0),
  contradiction: many('x', counts.contradiction ?? 0),
});
const arms = (queue: readonly string[]): string => queue.map((id) => id[0]).join('');

describe('composing the queue', () => {
  test('by hand: a quarter at random, the rest as the strategy has it', () => {
    const queue = composeQueue(open({ chosen: 7, random: 9 }), { randomShare: 0.25, auditShare: 0 }, none);
    expect(arms(queue)).toBe('ccccrcccr');
    expect(queue.filter((id) => id.startsWith('c'))).toEqual(many('c', 7));
  });

  test('contradictions come first; disagreements take a fifth and then what is left', () => {
    const queue = composeQueue(open({ chosen: 5, disagreement: 3, contradiction: 2 }), { randomShare: 0, auditShare: 0 }, none);
    expect(arms(queue)).toBe('xxcccccddd');
    expect(arms(composeQueue(open({ chosen: 6, disagreement: 3 }), { randomShare: 0, auditShare: 0 }, none))).toBe('cccccdcdd');
  });

  test('what is not due of the random and audit arms stays in reserve', () => {
    expect(composeQueue(open({ random: 5, audit: 5 }), { randomShare: 0.25, auditShare: 0.25 }, none)).toEqual([]);
    expect(arms(composeQueue(open({ chosen: 2, random: 5 }), { randomShare: 0.1, auditShare: 0.05 }, none))).toBe('cc');
  });

  test('each arm has its share of all that is asked in the long run', () => {
    const queue = composeQueue(open({ chosen: 1000, random: 500, audit: 500 }), { randomShare: 0.1, auditShare: 0.05 }, none);
    const share = (arm: string): number => queue.filter((id) => id.startsWith(arm)).length / queue.length;
    expect(share('r')).toBeCloseTo(0.1, 2);
    expect(share('a')).toBeCloseTo(0.05, 2);
  });

  test('settling the first leaves the others in their order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 50 }), (chosen, random, audit, shares) => {
        const settings = { randomShare: shares / 100, auditShare: (50 - shares) / 100 };
        let regions = open({ chosen, random, audit });
        let settled = none;
        const foretold = composeQueue(regions, settings, settled);
        for (let at = 0; at < foretold.length; at++) {
          const [first] = composeQueue(regions, settings, settled);
          expect(first).toBe(foretold[at]);
          const arm = ({ c: 'chosen', r: 'random', a: 'audit' } as const)[first![0] as 'c' | 'r' | 'a'];
          regions = { ...regions, [arm]: regions[arm].slice(1) };
          settled = { ...settled, [arm]: settled[arm] + 1 };
        }
      }),
    );
  });

  test('a share that was raised late is not made up for all at once', () => {
    const queue = composeQueue(open({ chosen: 20, random: 20 }), { randomShare: 0.1, auditShare: 0 }, { ...none, chosen: 1000 });
    expect(arms(queue)).toMatch(/^rrc{8}r/);
    expect(queue.filter((id) => id.startsWith('r')).length).toBeLessThanOrEqual(4);
  });
});
