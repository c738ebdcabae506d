import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BrushSweep } from './brush.ts';
import { applyChange, invertChange, isEmptyChange } from './LabelChange.ts';
import { emptyLabelPlanes } from './LabelPlanes.ts';
import type { LabelPlanes } from './LabelPlanes.ts';
import { erasing, paintFor } from './paint.ts';
import type { LabelPaint } from './paint.ts';
import { Stroke, strokeChange } from './Stroke.ts';
import { drawnPlane, picture, planesFrom } from './testing/pictures.ts';

const one: LabelPaint = { classIndex: 1, object: 0 };

function swept(width: number, height: number, sweep: BrushSweep, paint = one): LabelPlanes {
  const planes = emptyLabelPlanes({ width, height });
  new Stroke(planes, paint).sweep(sweep);
  return planes;
}

const stamp = (x: number, y: number, radiusImagePx: number, shape: 'round' | 'square' = 'round'): BrushSweep => ({ from: { x, y }, to: { x, y }, radiusImagePx, shape });

test('a stamp is round', () => {
  const { classes } = swept(7, 7, stamp(3.5, 3.5, 2.5));
  expect(drawnPlane(classes)).toBe(picture('.......\n..111..\n.11111.\n.11111.\n.11111.\n..111..\n.......'));
});

test('a square stamp of whole width covers just so many pixels, wherever it points', () => {
  expect(drawnPlane(swept(5, 5, stamp(2.5, 2.5, 1.5, 'square')).classes)).toBe(picture('.....\n.111.\n.111.\n.111.\n.....'));
  for (const [x, y] of [[3, 3], [2.7, 3.2], [3.49, 2.51]] as const) {
    const { classes } = swept(8, 8, stamp(x, y, 2, 'square'));
    expect([...classes.readBox({ x: 0, y: 0, width: 8, height: 8 })].filter((value) => value === 1)).toHaveLength(16);
  }
});

test('the smallest brush paints the pixel under it, wherever it points', () => {
  expect(drawnPlane(swept(3, 3, stamp(1.5, 1.5, 0.1)).classes)).toBe(picture('...\n.1.\n...'));
  expect(drawnPlane(swept(3, 3, stamp(1, 1, 0.1)).classes)).toContain('1');
  expect(drawnPlane(swept(3, 3, stamp(1, 1, 0.1, 'square')).classes)).toBe(picture('1..\n...\n...'));
});

test('a fast sweep leaves no hole', () => {
  const { classes } = swept(12, 5, { from: { x: 1.5, y: 1.5 }, to: { x: 10.5, y: 3.5 }, radiusImagePx: 1 });
  expect(drawnPlane(classes)).toBe(picture('.1..........\n111111......\n.1111111111.\n......111111\n..........1.'));
});

test('a swept square is a band with square ends', () => {
  const { classes } = swept(8, 8, { from: { x: 2, y: 2 }, to: { x: 6, y: 6 }, radiusImagePx: 1, shape: 'square' });
  expect(drawnPlane(classes)).toBe(picture('........\n.11.....\n.111....\n.1111...\n..1111..\n...1111.\n....111.\n........'));
});

const coordinate = fc.double({ min: -5, max: 25, noNaN: true });
const sweeps = fc.record({
  from: fc.record({ x: coordinate, y: coordinate }),
  to: fc.record({ x: coordinate, y: coordinate }),
  radiusImagePx: fc.double({ min: 0.71, max: 6, noNaN: true }),
});

test('round: exactly the pixels whose centre is near enough to the line are painted', () => {
  fc.assert(
    fc.property(sweeps, (sweep) => {
      const { classes } = swept(20, 20, sweep);
      for (let at = 0; at < 400; at++) {
        const distance = distanceToLine((at % 20) + 0.5, Math.floor(at / 20) + 0.5, sweep);
        // At the very rim rounding decides.
        if (Math.abs(distance - sweep.radiusImagePx) > 1e-6) expect(classes.get(at % 20, Math.floor(at / 20)) === 1).toBe(distance < sweep.radiusImagePx);
      }
    }),
  );
});

test('square: exactly the pixels that some square on the way covers are painted', () => {
  fc.assert(
    fc.property(sweeps, (sweep) => {
      const { classes } = swept(20, 20, { ...sweep, shape: 'square' });
      for (let at = 0; at < 400; at++) {
        const [x, y] = [(at % 20) + 0.5, Math.floor(at / 20) + 0.5];
        let nearest = Infinity;
        for (let step = 0; step <= 2000; step++) {
          const share = step / 2000;
          nearest = Math.min(nearest, Math.max(Math.abs(sweep.from.x + share * (sweep.to.x - sweep.from.x) - x), Math.abs(sweep.from.y + share * (sweep.to.y - sweep.from.y) - y)));
        }
        if (Math.abs(nearest - sweep.radiusImagePx) > 0.02) expect(classes.get(at % 20, Math.floor(at / 20)) === 1).toBe(nearest < sweep.radiusImagePx);
      }
    }),
    { numRuns: 20 },
  );
});

function distanceToLine(x: number, y: number, { from, to }: BrushSweep): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const squared = dx * dx + dy * dy;
  const share = squared === 0 ? 0 : Math.min(Math.max(((x - from.x) * dx + (y - from.y) * dy) / squared, 0), 1);
  return Math.hypot(x - from.x - share * dx, y - from.y - share * dy);
}

test('a stroke over several tiles is one well-formed change that can be taken back', () => {
  const planes = emptyLabelPlanes({ width: 600, height: 300 });
  for (let y = 0; y < 20; y++) planes.classes.fillSpan(y, 0, 600, 0);
  const whole = { x: 0, y: 0, width: 600, height: 300 };
  const before = planes.classes.readBox(whole);
  const stroke = new Stroke(planes, { classIndex: 1, object: 7 });
  stroke.sweep({ from: { x: 10, y: 5 }, to: { x: 590, y: 295 }, radiusImagePx: 9 });
  stroke.sweep({ from: { x: 590, y: 295 }, to: { x: 250, y: 10 }, radiusImagePx: 4 });
  const after = planes.classes.readBox(whole);
  const change = stroke.change();
  applyChange(planes, invertChange(change));
  expect(Buffer.compare(planes.classes.readBox(whole), before)).toBe(0);
  expect(planes.objects.readBox(whole).every((id) => id === 0)).toBe(true);
  applyChange(planes, change);
  expect(Buffer.compare(planes.classes.readBox(whole), after)).toBe(0);
  stroke.takeBack();
  expect(Buffer.compare(planes.classes.readBox(whole), before)).toBe(0);
});

test('a stroke that misses the image or changes nothing is an empty change', () => {
  const planes = emptyLabelPlanes({ width: 10, height: 10 });
  const stroke = new Stroke(planes, one);
  expect(stroke.sweep({ from: { x: -50, y: -50 }, to: { x: -40, y: -50 }, radiusImagePx: 3 }).width).toBe(0);
  expect(isEmptyChange(strokeChange(planes, [stamp(5, 5, 3)], erasing))).toBe(true);
});

test('the pure stroke leaves the labels as they are and erases their objects', () => {
  const planes = planesFrom('.111.', '.444.');
  const change = strokeChange(planes, [stamp(1.5, 0.5, 1)], erasing);
  expect(drawnPlane(planes.classes)).toBe('.111.');
  applyChange(planes, change);
  expect(drawnPlane(planes.classes)).toBe('...1.');
  expect(drawnPlane(planes.objects)).toBe('...4.');
});

test('without an object, pixels that keep their class keep their object', () => {
  const planes = planesFrom('.1122', '.4455');
  new Stroke(planes, one).sweep(stamp(2.5, 0.5, 1.5, 'square'));
  expect(drawnPlane(planes.classes)).toBe('.1112');
  expect(drawnPlane(planes.objects)).toBe('.44.5');
});

test('a stroke that begins on an object of its class extends it, else it has a fresh one where objects are apart', () => {
  const planes = planesFrom('.1122', '.44..');
  const request = { classIndex: 1, separateObjects: true };
  expect(paintFor(planes, 1, 0, request, 9)).toEqual({ classIndex: 1, object: 4 });
  expect(paintFor(planes, 3, 0, request, 9)).toEqual({ classIndex: 1, object: 9 });
  expect(paintFor(planes, -3, 0, { ...request, separateObjects: false }, 9)).toEqual({ classIndex: 1, object: 0 });
  expect(paintFor(planes, 1, 0, { ...request, classIndex: 255 }, 9)).toEqual(erasing);
});
