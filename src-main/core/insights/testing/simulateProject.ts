import type { RandomSource } from '../../random/RandomSource.ts';
import type { ProjectEvidence } from '../reviewUntilRisk.ts';
import type { SettledRegion } from '../SettledRegion.ts';

export interface SimulatedWorld {
  /** Errors found for each that the model expects: over 1, it is too sure of itself. */
  readonly ratio: number;
  /** Share of what the model is sure of that is wrong, in clumps. */
  readonly silentRate: number;
  readonly settled: number;
  readonly audited: number;
}

/** Regions in doubt and confident places of a simulated project. */
const [doubtful, confident] = [300, 2000];
const side = 400;

export const usualWorld: SimulatedWorld = { ratio: 1.3, silentRate: 0.004, settled: 100, audited: 40 };

/** A settled region with nothing found in it, at a given place of the journal. */
export function settledRegion(sequence: number, more: Partial<SettledRegion> = {}): SettledRegion {
  const usual = { imageId: `image-${sequence % 5}`, modelId: 'model', arm: 'chosen', pixelCount: side, expectedWrong: 40, learnedLoss: 0.1, wrongPixels: 0, seconds: 4 } as const;
  return { id: `region-${sequence}`, sequence, ...usual, ...more };
}

/**
 * A project whose truth is known: the most doubtful regions are settled, and places drawn at random among confident ones.
 * @returns what the program would know, and the wrong pixels that are left after each number of further regions
 */
export function simulateProject(world: SimulatedWorld, random: RandomSource): { evidence: ProjectEvidence; wrongAfter: number[] } {
  const regions = Array.from({ length: doubtful }, () => {
    const pixelCount = 100 + random.integer(side - 100);
    const share = 0.03 + 0.4 * random.uniform() ** 2;
    // Clumped: half of the regions hold all errors of both.
    const wrongShare = random.chance(0.5) ? Math.min(1, 2 * share * world.ratio * random.uniform(0.6, 1.4)) : 0;
    return { pixelCount, expectedWrong: share * pixelCount, wrongPixels: Math.round(wrongShare * pixelCount) };
  }).sort((a, b) => b.expectedWrong - a.expectedWrong);
  const places = Array.from({ length: confident }, () => ({
    wrongPixels: random.chance(world.silentRate * 5) ? Math.round(side * random.uniform(0.1, 0.3)) : 0,
  }));
  const audit = random.shuffle([...places]).slice(0, world.audited);
  const waiting = regions.slice(world.settled);
  const settled = [
    ...regions.slice(0, world.settled).map((region, at) => settledRegion(2 * at, region)),
    ...audit.map(({ wrongPixels }, at) => settledRegion(2 * at + 1, { arm: 'audit', pixelCount: side, expectedWrong: 0.01 * side, wrongPixels })),
  ];
  const silent = sumOf(places) - sumOf(audit);
  const wrongAfter = Array.from({ length: waiting.length + 1 }, (_none, next) => sumOf(waiting.slice(next)) + silent);
  const rest = { pixels: (confident - world.audited) * side, largestAudit: side };
  return { evidence: { settled, waiting, rest, foregroundPixels: 250_000, classCount: 2 }, wrongAfter };
}

function sumOf(regions: readonly { readonly wrongPixels: number }[]): number {
  return regions.reduce((sum, { wrongPixels }) => sum + wrongPixels, 0);
}
