import { expect, test } from 'vitest';
import { ViewState } from './ViewState.svelte.ts';
import { toScreenPoint } from './viewTransform.ts';

const image = { width: 200, height: 100 };
const region = { x: 80, y: 40, width: 40, height: 20 };

test('a region asked for before the canvas has a size arrives when it gets one', () => {
  const view = new ViewState();
  view.showImage(image, region);
  view.resize({ width: 800, height: 600 }, 1);
  expect(view.transform.scale).toBe(8);
  expect(toScreenPoint(view.transform, { x: 100, y: 50 })).toEqual({ x: 400, y: 300 });
});

test('a region at the rim arrives with the view full of image', () => {
  const view = new ViewState();
  view.resize({ width: 800, height: 600 }, 1);
  view.showImage(image, { x: 0, y: 0, width: 40, height: 20 });
  expect(view.transform).toEqual({ scale: 8, offsetX: 0, offsetY: 0 });
});

test('an arranged view is arranged anew when the window is resized; a moved one keeps its middle', () => {
  const view = new ViewState();
  view.showImage(image, null);
  view.resize({ width: 800, height: 600 }, 1);
  const fitted = view.transform.scale;
  view.resize({ width: 400, height: 300 }, 1);
  expect(view.transform.scale).toBeCloseTo(fitted / 2, 12);
  view.zoomBy(1.5);
  const { scale, offsetX } = view.transform;
  view.resize({ width: 500, height: 300 }, 1);
  expect(view.transform).toMatchObject({ scale, offsetX: offsetX + 50 });
});

test('pixel for pixel counts the screen’s own pixels', () => {
  const view = new ViewState();
  view.showImage(image, null);
  view.resize({ width: 800, height: 600 }, 2);
  view.pixelForPixel();
  expect(view.transform.scale).toBe(0.5);
});
