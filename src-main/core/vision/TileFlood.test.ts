import { expect, test } from 'vitest';
import { spansOfMask } from '../labels/spans.ts';
import { RandomSource } from '../random/RandomSource.ts';
import { magicWand, wandTest } from './magicWand.ts';
import type { WandRule } from './magicWand.ts';
import { floodTileBox, TileFlood } from './TileFlood.ts';
import type { FloodState, FloodTile } from './TileFlood.ts';

const image = { width: 600, height: 530 };
const box = { x: 0, y: 0, ...image };
const random = new RandomSource({ seed: 3, stream: 0, counter: 0 });
/** Soft hills under noise: growth winds through them and over the borders of tiles. */
const values = Float32Array.from({ length: image.width * image.height }, (_, at) => {
  const [x, y] = [at % image.width, Math.floor(at / image.width)];
  return Math.round(120 + 50 * Math.sin(x / 40) * Math.cos(y / 60) + 18 * random.normal());
});

function tileValues(place: FloodTile): Float32Array {
  const { x, y, width, height } = floodTileBox(image, place);
  return Float32Array.from({ length: width * height }, (_, at) => values[(y + Math.floor(at / width)) * image.width + x + (at % width)]!);
}

/** Floods as the window does: tiles come only after they were asked for, turns end early. */
function flood(rule: WandRule, seed: { x: number; y: number }, maximumPixels = Infinity) {
  const known = new Map<string, Float32Array>();
  const made = new TileFlood({ image, seed, connectivity: rule.connectivity, maximumPixels, joins: wandTest(rule, 1, [[0, 255]]) });
  for (;;) {
    const state: FloodState = made.step(({ column, row }) => known.get(`${column}/${row}`) ?? null, () => true);
    if (state.name === 'missing') known.set(`${state.tile.column}/${state.tile.row}`, tileValues(state.tile));
    if (state.name === 'done') return { made, known, isLimited: state.isLimited };
  }
}

test.each<WandRule>([
  { tolerance: 34, connectivity: 4, comparedTo: 'seed' },
  { tolerance: 22, connectivity: 8, comparedTo: 'seed' },
  { tolerance: 30, connectivity: 4, comparedTo: 'regionMean' },
  { tolerance: 22, connectivity: 8, comparedTo: 'regionMean' },
])('tile by tile it takes what growth over the whole image takes: %o', (rule) => {
  const seed = { x: 250, y: 260 };
  const whole = magicWand({ ...image, channels: 1, values }, seed, rule);
  const { made, isLimited } = flood(rule, seed);
  expect(made.count).toBeGreaterThan(1000);
  expect(isLimited).toBe(false);
  expect(made.spans()).toEqual(spansOfMask({ box, mask: whole.data }));
});

test('asks for no tile that it does not reach', () => {
  const { made, known } = flood({ tolerance: 0, connectivity: 4, comparedTo: 'seed' }, { x: 300, y: 100 });
  expect(made.count).toBeLessThan(100);
  expect([...known.keys()]).toEqual(['1/0']);
});

test('ends at its limit and says so; a seed outside takes nothing', () => {
  const limited = flood({ tolerance: 255, connectivity: 4, comparedTo: 'seed' }, { x: 10, y: 10 }, 5000);
  expect(limited.isLimited).toBe(true);
  expect(limited.made.count).toBeGreaterThanOrEqual(5000);
  expect(limited.made.count).toBeLessThan(5008);
  expect(flood({ tolerance: 255, connectivity: 4, comparedTo: 'seed' }, { x: 600, y: 10 }).made.count).toBe(0);
});
