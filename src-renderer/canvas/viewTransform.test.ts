import { expect, test } from 'vitest';
import { fillView, deviceBox, fitView, frameBox, keepInSight, toImagePoint, toScreenPoint, visibleBox, zoomAt, largestScale } from './viewTransform.ts';

const viewport = { width: 800, height: 600 };

test('a fitted image lies centred with its margin', () => {
  const view = fitView({ width: 100, height: 100 }, viewport);
  expect(view.scale).toBeCloseTo((600 - 48) / 100, 12);
  expect(toScreenPoint(view, { x: 50, y: 50 })).toEqual({ x: 400, y: 300 });
});

test('zooming keeps the image point under the cursor where it is', () => {
  const view = fitView({ width: 640, height: 480 }, viewport);
  const cursor = { x: 123, y: 456 };
  const before = toImagePoint(view, cursor);
  const after = toImagePoint(zoomAt(view, cursor, 3.7, 0.1), cursor);
  expect(after.x).toBeCloseTo(before.x, 9);
  expect(after.y).toBeCloseTo(before.y, 9);
});

test('zooming stops at both ends', () => {
  const view = fitView({ width: 640, height: 480 }, viewport);
  expect(zoomAt(view, { x: 0, y: 0 }, 1e9, 0.1).scale).toBe(largestScale);
  expect(zoomAt(view, { x: 0, y: 0 }, 1e-9, 0.1).scale).toBe(0.1);
});

test('a region arrives centred at the asked share of the view', () => {
  const box = { x: 40, y: 60, width: 20, height: 10 };
  const view = frameBox({ box, viewport, share: 0.4, maximumScale: 100 });
  expect(view.scale).toBeCloseTo((800 * 0.4) / 20, 12);
  expect(toScreenPoint(view, { x: 50, y: 65 })).toEqual({ x: 400, y: 300 });
});

test('a tiny region is not blown up past the limit', () => {
  expect(frameBox({ box: { x: 0, y: 0, width: 1, height: 1 }, viewport, share: 0.4, maximumScale: 12 }).scale).toBe(12);
});

test('an image dragged away stays in sight', () => {
  const image = { width: 100, height: 100 };
  const far = keepInSight({ scale: 1, offsetX: 5000, offsetY: -5000 }, image, viewport);
  expect(visibleBox(far, image, viewport)).toEqual({ x: 0, y: 36, width: 64, height: 64 });
});

test('the visible box is whole pixels inside the image', () => {
  const image = { width: 100, height: 100 };
  expect(visibleBox({ scale: 10, offsetX: -55, offsetY: 20 }, image, viewport)).toEqual({ x: 5, y: 0, width: 81, height: 58 });
});

test('a changed box is drawn again with what smoothing and lines spread around it', () => {
  const view = { scale: 2, offsetX: 10, offsetY: 0 };
  expect(deviceBox({ x: 5, y: 5, width: 1, height: 2 }, view, 1, 0)).toEqual({ x: 17, y: 7, width: 8, height: 10 });
  expect(deviceBox({ x: 5, y: 5, width: 1, height: 2 }, view, 2, 3)).toEqual({ x: 29, y: 9, width: 26, height: 30 });
});

test('a view at the rim is moved until it is full of image, and no further', () => {
  const image = { width: 100, height: 50 };
  const viewport = { width: 200, height: 200 };
  expect(fillView({ scale: 5, offsetX: 90, offsetY: -500 }, image, viewport)).toEqual({ scale: 5, offsetX: 0, offsetY: -50 });
  expect(fillView({ scale: 5, offsetX: -120, offsetY: -20 }, image, viewport)).toEqual({ scale: 5, offsetX: -120, offsetY: -20 });
  expect(fillView({ scale: 3, offsetX: -150, offsetY: 90 }, image, viewport)).toEqual({ scale: 3, offsetX: -100, offsetY: 25 });
});
