import type { BrushSweep } from '../../src-main/core/labels/brush.ts';
import { unlabelled } from '../../src-main/core/labels/labelMap.ts';
import { strokeChange } from '../../src-main/core/labels/Stroke.ts';
import { pressedRadius } from '../../src-renderer/tools/stroke/StrokeGesture.ts';
import { discsSample } from '../data/writeSamples.ts';
import { expect, test } from '../fixtures.ts';
import { DrawingBench } from '../pages/DrawingBench.ts';
import type { PenPlace } from '../pages/DrawingBench.ts';

const image = { name: 'discs.png', width: 64, height: 64 };
const radius = 7;
let bench: DrawingBench;

/** What a pen's stroke changes, by the pure functions. */
function foretold(path: readonly PenPlace[], classIndex: number) {
  const sweeps = path.map((to, at): BrushSweep => ({
    from: path[Math.max(at - 1, 0)]!,
    to,
    radiusImagePx: pressedRadius(radius, to.pressure),
    shape: 'round',
  }));
  return strokeChange(bench.expected, sweeps, { classIndex, object: 0 });
}

test.beforeEach(async ({ openSamples, program }) => {
  const workspace = await openSamples({ samples: [discsSample(image.name)] });
  await expect(workspace.imageName).toHaveText(image.name);
  bench = new DrawingBench(workspace, program, image);
  await bench.press('b', '2');
  await bench.setBrush(2 * radius);
});

test('the brush is as wide as the pen is pressed, from place to place', async () => {
  const path = await bench.drawWithPen([
    { x: 12, y: 20, pressure: 0.25 },
    { x: 28, y: 20, pressure: 0.5 },
    { x: 48, y: 24, pressure: 1 },
  ]);
  bench.foretell(foretold(path, 1));
  await bench.expectForetold();
  // Wider where it was pressed harder: the foretelling says something.
  const rows = (column: number): number => Array.from({ length: 64 }, (_, y) => bench.expected.classes.get(column, y)).filter((value) => value === 1).length;
  expect(rows(20)).toBeLessThan(rows(42));
  expect(rows(42)).toBe(2 * radius);
});

test('the other end of the pen erases, whatever is in hand, and the brush stays in hand', async () => {
  bench.foretell(foretold(await bench.drawWithPen([{ x: 16, y: 32, pressure: 1 }, { x: 48, y: 32, pressure: 1 }]), 1));
  await bench.expectForetold();
  bench.foretell(foretold(await bench.eraseWithPen([{ x: 24, y: 32, pressure: 0.5 }, { x: 36, y: 36, pressure: 1 }]), unlabelled));
  await bench.expectForetold();
  await expect(bench.page.getByRole('navigation', { name: 'Tools' }).getByRole('button', { name: 'Brush', exact: true })).toHaveAttribute('aria-pressed', 'true');
  bench.foretell(foretold(await bench.drawWithPen([{ x: 40, y: 50, pressure: 0.75 }]), 1));
  await bench.expectForetold();
});
