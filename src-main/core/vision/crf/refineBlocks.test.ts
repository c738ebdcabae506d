import { expect, test } from 'vitest';
import type { PixelBox } from '../../geometry.ts';
import { RandomSource } from '../../random/RandomSource.ts';
import { cutBox } from '../cutBox.ts';
import { usualCrf } from './denseCrf.ts';
import { refineBlock } from './refineBlock.ts';
import { aroundBlock, refineBlocks } from './refineBlocks.ts';

test('a level up to 1024 pixels a side is one block, whatever of it is looked at', () => {
  expect(refineBlocks({ width: 1024, height: 700 }, { x: 600, y: 3, width: 5, height: 5 })).toEqual([{ x: 0, y: 0, width: 1024, height: 700 }]);
});

test('blocks of a larger level lie in fixed places, cover the box, end with the level, and come nearest first', () => {
  const level = { width: 1300, height: 1100 };
  const all = refineBlocks(level, { x: 0, y: 0, ...level });
  const covered = new Uint8Array(level.width * level.height);
  for (const { x, y, width, height } of all) {
    for (let row = y; row < y + height; row++) for (let column = x; column < x + width; column++) covered[row * level.width + column]!++;
  }
  expect(covered.every((times) => times === 1)).toBe(true);
  const some = refineBlocks(level, { x: 500, y: 600, width: 200, height: 40 });
  expect(some).toEqual([{ x: 512, y: 512, width: 512, height: 512 }, { x: 0, y: 512, width: 512, height: 512 }]);
  expect(some.every((block) => all.some((each) => each.x === block.x && each.y === block.y && each.width === block.width))).toBe(true);
});

test('a block is looked at with two reaches around it, 64 pixels at most, inside the level', () => {
  const block: PixelBox = { x: 512, y: 0, width: 512, height: 512 };
  const level = { width: 1060, height: 2000 };
  expect(aroundBlock(block, level, { ...usualCrf, appearanceReachPx: 10.2 })).toEqual({ x: 491, y: 0, width: 554, height: 533 });
  expect(aroundBlock(block, level, { ...usualCrf, appearanceReachPx: 96 })).toEqual({ x: 448, y: 0, width: 612, height: 576 });
});

/** Low contrast and doubtful probabilities, drawn to the side: most of the word is the field's. */
function doubtful(width: number, height: number) {
  const random = new RandomSource({ seed: 7, stream: width, counter: height });
  const isDisc = (x: number, y: number): boolean => Math.hypot((x % 64) - 32, (y % 64) - 32) < 20;
  const pixels = { length: width * height };
  const samples = Uint8Array.from(pixels, (_none, at) => (isDisc(at % width, Math.floor(at / width)) ? 140 : 90) + 12 * random.normal());
  const second = Uint8Array.from(pixels, (_none, at) => (isDisc((at % width) + 4, Math.floor(at / width)) ? 165 : 90) + 20 * random.normal());
  return { samples, probabilities: [second.map((value) => 255 - value), second] };
}

// 96 px: the longest reach that is offered, which the margin cuts off.
test.each([24, 96])('blocks with their margins are refined as the whole image is, at their seams too: reach %i px', { timeout: 60_000 }, (appearanceReachPx) => {
  const size = { width: 1100, height: 560 };
  const whole = { x: 0, y: 0, ...size };
  const options = { ...usualCrf, appearanceReachPx };
  const { samples, probabilities } = doubtful(size.width, size.height);
  const refine = (box: PixelBox, part: PixelBox): Uint8Array =>
    refineBlock({
      window: { width: box.width, height: box.height, channels: 1, samples: cutBox(samples, size.width, box) },
      ranges: [[0, 255]],
      probabilities: probabilities.map((plane) => cutBox(plane, size.width, box)),
      part,
      options,
    });
  const together = refine(whole, whole);
  const blocks = refineBlocks(size, whole);
  expect(blocks).toHaveLength(6);
  const beside = 8;
  let [different, differentAtSeams, pixelsAtSeams, changed] = [0, 0, 0, 0];
  for (const block of blocks) {
    const around = aroundBlock(block, size, options);
    const alone = refine(around, { ...block, x: block.x - around.x, y: block.y - around.y });
    const wanted = cutBox(together, size.width, block);
    const told = cutBox(probabilities[1]!, size.width, block);
    for (let at = 0; at < alone.length; at++) {
      const [x, y] = [block.x + (at % block.width), block.y + Math.floor(at / block.width)];
      const isAtSeam = [512, 1024].some((seam) => Math.abs(x + 0.5 - seam) < beside) || Math.abs(y + 0.5 - 512) < beside;
      const isDifferent = alone[at] !== wanted[at];
      different += Number(isDifferent);
      pixelsAtSeams += Number(isAtSeam);
      differentAtSeams += Number(isAtSeam && isDifferent);
      changed += Number(Number(told[at]! > 127) !== alone[at]);
    }
  }
  const pixels = size.width * size.height;
  // The field did something, and something else than elsewhere nowhere: the lattice lies otherwise in each window, which moves a few pixels.
  expect(changed / pixels).toBeGreaterThan(0.02);
  expect(different / pixels).toBeLessThan(0.002);
  expect(differentAtSeams / pixelsAtSeams).toBeLessThan(0.002);
});
