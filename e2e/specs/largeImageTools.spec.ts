import { emptyLabelPlanes } from '../../src-main/core/labels/LabelPlanes.ts';
import { paintedChange } from '../../src-main/core/labels/paint.ts';
import { pixelsOfSpans } from '../../src-main/core/labels/spans.ts';
import { toDisplayUnits } from '../../src-main/core/vision/displayUnits.ts';
import { blockWindow, superpixelBlock, superpixelBlocks } from '../../src-main/core/vision/superpixelBlock.ts';
import { superpixelsUnder } from '../../src-main/core/vision/superpixelBrush.ts';
import { imageNamed } from '../data/readPixels.ts';
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
