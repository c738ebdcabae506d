import { emptyLabelPlanes } from '../../src-main/core/labels/LabelPlanes.ts';
import { paintedChange } from '../../src-main/core/labels/paint.ts';
import { pixelsOfSpans, spansOfMask } from '../../src-main/core/labels/spans.ts';
import { toDisplayUnits } from '../../src-main/core/vision/displayUnits.ts';
import { magicWand } from '../../src-main/core/vision/magicWand.ts';
import { blockWindow, superpixelBlock, superpixelBlocks } from '../../src-main/core/vision/superpixelBlock.ts';
import { superpixelsUnder } from '../../src-main/core/vision/superpixelBrush.ts';
import { countClasses, imageNamed } from '../data/readPixels.ts';
import { readWholeSamples } from '../data/readWhole.ts';
import { expect, test } from '../fixtures.ts';
import { DrawingBench } from '../pages/DrawingBench.ts';

/*
 * Tools on an image that is taken in parts: what they leave knows nothing of the parts.
 */

const size = { width: 1300, height: 40 };
const name = 'strip.png';
const paint = { classIndex: 1, object: 0 };

test('superpixels go on over the borders of the blocks they are computed in', async ({ openSamples, program }) => {
  const draw = (x: number, y: number): number => Math.round(120 + 70 * Math.sin(x / 7) * Math.sin(y / 5) + ((x * 13 + y * 7) % 11));
  const workspace = await openSamples({ samples: [{ name, ...size, draw }] });
  const bench = new DrawingBench(workspace, program, { name, ...size });
  await bench.press('s', '2');
  await bench.setBrush(1);
  const path = await bench.drag([{ x: 509, y: 20 }, { x: 515, y: 20 }]);

  const record = await imageNamed(program, name);
  const samples = await readWholeSamples(program, record);
  const options = { sidePx: 14, compactness: 10, colour: 'channels' as const };
  const parts = superpixelBlocks(size, { x: 0, y: 0, ...size }).map((box) => {
    const around = blockWindow(size, box, options.sidePx);
    const part = Uint8Array.from({ length: around.width * around.height }, (_, at) => samples[(around.y + Math.floor(at / around.width)) * size.width + around.x + (at % around.width)]!);
    const window = toDisplayUnits({ width: around.width, height: around.height, channels: 1, samples: part }, [record.displayRange]);
    return superpixelBlock(window, around, box, size, options);
  });
  const sweeps = path.map((to, at) => ({ from: path[Math.max(at - 1, 0)]!, to, radiusImagePx: 0.5, shape: 'round' as const }));
  const spans = superpixelsUnder(size, parts, sweeps);
  expect(pixelsOfSpans(spans)).toBeGreaterThan(100);
  bench.foretell(paintedChange(emptyLabelPlanes(size), spans, paint));
  await bench.expectForetold();
});

test('the wand goes as far as its colour does, from tile to tile', async ({ openSamples, program }) => {
  // A winding band of 12 px over the whole strip.
  const draw = (x: number, y: number): number => (Math.abs(y - 20 - 10 * Math.sin(x / 60)) < 6 ? 180 : 60);
  const workspace = await openSamples({ samples: [{ name, ...size, draw }] });
  const bench = new DrawingBench(workspace, program, { name, ...size });
  await bench.press('w', '2');
  const { x, y } = await bench.click(30, 25);
  const values = Float32Array.from({ length: size.width * size.height }, (_, at) => draw(at % size.width, Math.floor(at / size.width)));
  const { data } = magicWand({ ...size, channels: 1, values }, { x: Math.floor(x), y: Math.floor(y) }, { tolerance: 24, connectivity: 4, comparedTo: 'seed' });
  const spans = spansOfMask({ box: { x: 0, y: 0, ...size }, mask: data });
  expect(pixelsOfSpans(spans)).toBeGreaterThan(12 * 1200);
  bench.foretell(paintedChange(emptyLabelPlanes(size), spans, paint));
  await bench.expectForetold();
});

test('the wand ends at the limit that is set, and says so', async ({ openSamples, program }) => {
  const large = { name: 'ground.png', width: 1200, height: 1000 };
  const workspace = await openSamples({ samples: [{ ...large, draw: () => 90 }] });
  const bench = new DrawingBench(workspace, program, large);
  await bench.press('w', '2');
  await bench.options.getByRole('combobox', { name: /^At most:/ }).click();
  await bench.page.getByRole('option', { name: '1 MP', exact: true }).click();
  await bench.click(600, 500);
  await expect(bench.options.getByText(/^Ended at the limit of 1 MP/)).toBeVisible();
  await expect(workspace.savedState).toHaveText(/^Saved/);
  const taken = (await countClasses(program, large.name)).get(1)!;
  expect(taken).toBeGreaterThanOrEqual(2 ** 20);
  expect(taken).toBeLessThan(2 ** 20 + 8);
});
