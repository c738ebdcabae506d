import { expect, test } from '../fixtures.ts';
import type { Sample } from '../data/writeSamples.ts';
import { centredCorner, Picture } from '../pages/Picture.ts';

/**
 * A slope from black to white, so that samples are shown as they are, on which every pixel has another value than its
 * neighbours: a tile in the wrong place is seen at once.
 */
const speckled = (width: number) => (x: number, y: number): number => Math.min(Math.max(Math.floor((x * 256) / width) + ((x * 37 + y * 91) % 61) - 30, 0), 255);
const image: Sample = { name: 'speckled.png', width: 700, height: 560, draw: speckled(700) };
/** Smooth from left to right, so that every level of the pyramid looks alike. */
const slope: Sample = { name: 'slope.png', width: 1800, height: 1100, draw: (x) => Math.floor((x * 256) / 1800) };
const large: Sample = { name: 'large.png', width: 3600, height: 2400, draw: (x, y) => (Math.floor(x / 300) * 20 + Math.floor(y / 300) * 3) % 256 };

test('pixel for pixel the canvas shows the very samples, across the borders of tiles', async ({ openSamples }) => {
  const workspace = await openSamples({ samples: [image] });
  const picture = new Picture(workspace.page);
  await workspace.canvas.press('Shift+0');
  await picture.whenZoomIs(100);
  const size = await picture.size();
  const corner = centredCorner(size, image, 1);
  for (const y of [10, 255, 256, 300]) {
    if (corner.y + y < 0 || corner.y + y >= size.height) continue;
    const shown = await picture.row(corner.y + y, Math.max(corner.x, 0), 600);
    expect(shown).toEqual(Array.from({ length: 600 }, (_, at) => image.draw(at + Math.max(-corner.x, 0), y, 0, 0)));
  }
});

test('close by every pixel is a square of its own colour, without a seam', async ({ openSamples }) => {
  const workspace = await openSamples({ samples: [image] });
  const picture = new Picture(workspace.page);
  await workspace.canvas.press('Shift+0');
  await picture.whenZoomIs(100);
  for (let step = 0; step < 10; step++) await workspace.canvas.press('+');
  const scale = 1.25 ** 10;
  await picture.whenZoomIs(Math.round(scale * 100));
  const size = await picture.size();
  const corner = centredCorner(size, image, 1);
  const left = Math.round(size.width / 2 - (size.width / 2 - corner.x) * scale);
  const top = Math.round(size.height / 2 - (size.height / 2 - corner.y) * scale);
  const y = Math.floor((size.height / 2 - top) / scale);
  const shown = await picture.row(Math.round(top + (y + 0.5) * scale));
  const first = Math.ceil(-left / scale);
  for (let x = first; x < first + 60; x++) {
    const value = image.draw(x, y, 0, 0);
    // From edge to edge but for the pixel in which either neighbour may begin.
    const from = Math.round(left + x * scale) + 1;
    const to = Math.round(left + (x + 1) * scale) - 1;
    expect(shown.slice(from, to), `pixel ${x}`).toEqual(new Array(to - from).fill(value));
  }
});

test('far away the picture comes from coarser levels and is the same picture', async ({ openSamples }) => {
  const workspace = await openSamples({ samples: [slope] });
  const picture = new Picture(workspace.page);
  for (const press of ['0', '+', '-', '-']) {
    await workspace.canvas.press(press);
    await expect.poll(async () => (await picture.row(5)).length).toBeGreaterThan(0);
  }
  await workspace.canvas.press('0');
  await expect(picture.zoom).not.toHaveText('100 %');
  await picture.whenSharp();
  const size = await picture.size();
  const shown = await picture.row(Math.floor(size.height / 2));
  const inside = shown.map((value, x) => ({ value, x })).filter(({ value }, at) => value > 0 || (shown[at + 1] ?? 0) > 0);
  const left = inside[0]!.x;
  const right = inside.at(-1)!.x;
  for (const { value, x } of inside.slice(6, -6)) expect(Math.abs(value - (255 * (x - left)) / (right - left))).toBeLessThan(6);
  for (const [at, { value }] of inside.slice(7, -6).entries()) expect(value).toBeGreaterThanOrEqual(inside[at + 6]!.value - 1);
});

test('the middle button moves the picture by as much as the hand', async ({ openSamples }) => {
  const workspace = await openSamples({ samples: [{ ...slope, draw: speckled(1800) }] });
  const picture = new Picture(workspace.page);
  await workspace.canvas.press('Shift+0');
  await picture.whenZoomIs(100);
  const { height } = await picture.size();
  const y = Math.floor(height / 2);
  const before = await picture.row(y, 100, 400);
  await picture.drag(53, 0);
  await expect.poll(() => picture.row(y, 153, 400)).toEqual(before);
  await picture.drag(-20, 31);
  await expect.poll(() => picture.row(y + 31, 133, 400)).toEqual(before);
  await picture.whenSharp();
  // What came into view is the image, not a remainder.
  const shown = await picture.row(y, 0, 300);
  expect(new Set(shown).size).toBeGreaterThan(30);
});

test('the wheel zooms to the pointer', async ({ openSamples }) => {
  const workspace = await openSamples({ samples: [slope] });
  const picture = new Picture(workspace.page);
  await workspace.canvas.press('Shift+0');
  await picture.whenZoomIs(100);
  await picture.point(200, 150);
  const position = workspace.canvas.readout.getByText(/x \d+\s+y \d+/);
  const before = await position.textContent();
  await workspace.page.mouse.wheel(0, -400);
  await expect(picture.zoom).toHaveText('223 %');
  await workspace.page.mouse.wheel(0, 400);
  await expect(picture.zoom).toHaveText('100 %');
  await picture.point(201, 150);
  await picture.point(200, 150);
  await expect(position).toHaveText(before!);
});

test('keys move, zoom and fit', async ({ openSamples }) => {
  const workspace = await openSamples({ samples: [{ ...slope, draw: speckled(1800) }] });
  const picture = new Picture(workspace.page);
  await workspace.canvas.press('Shift+0');
  await picture.whenZoomIs(100);
  const { height } = await picture.size();
  const y = Math.floor(height / 2);
  const before = await picture.row(y);
  await workspace.canvas.press('Shift+ArrowRight');
  await expect.poll(() => picture.row(y)).not.toEqual(before);
  await workspace.canvas.press('Shift+ArrowLeft');
  await expect.poll(() => picture.row(y)).toEqual(before);
  await workspace.canvas.press('+');
  await picture.whenZoomIs(125);
  await workspace.canvas.press('-');
  await picture.whenZoomIs(100);
  await expect.poll(() => picture.row(y)).toEqual(before);
  await workspace.canvas.press('0');
  await expect(picture.zoom).not.toHaveText('100 %');
});

test('without motion a zoom is there at once', async ({ openSamples }) => {
  const workspace = await openSamples({ samples: [slope] });
  const picture = new Picture(workspace.page);
  await workspace.page.emulateMedia({ reducedMotion: 'reduce' });
  await workspace.canvas.press('Shift+0');
  await picture.whenZoomIs(100);
  const zoomed = await picture.surface.evaluate(async (element) => {
    element.dispatchEvent(new WheelEvent('wheel', { deltaY: -400, clientX: 400, clientY: 300, bubbles: true, cancelable: true }));
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
    return document.querySelector('[data-testid="cursor-readout"]')!.textContent;
  });
  expect(zoomed).toContain('223 %');
});

test('a large image opens whole and is sharp wherever one goes', async ({ openSamples }) => {
  const workspace = await openSamples({ samples: [large] });
  const picture = new Picture(workspace.page);
  await picture.whenSharp();
  await workspace.canvas.press('Shift+0');
  await picture.whenZoomIs(100);
  for (let step = 0; step < 3; step++) await picture.drag(-380, -200);
  await picture.whenSharp();
  const { width, height } = await picture.size();
  const corner = centredCorner({ width, height }, large, 1);
  const [x, y] = [100 - corner.x + 3 * 380, 100 - corner.y + 3 * 200];
  await expect.poll(async () => (await picture.colourAt(100, 100))[0]).toBe(large.draw(x, y, 0, 0));
});

test('labels are seen however far away', async ({ openSamples }) => {
  const isDisc = (x: number, y: number): boolean => Math.hypot(x - 1000, y - 800) < 500;
  const labelled: Sample = { name: 'labelled.png', width: 2000, height: 1600, draw: (x, y) => (isDisc(x, y) ? 90 : 60), labels: (x, y) => (isDisc(x, y) ? 1 : 0) };
  const workspace = await openSamples({ samples: [labelled] });
  const picture = new Picture(workspace.page);
  await workspace.canvas.press('0');
  await picture.whenSharp();
  const { width, height } = await picture.size();
  const middle: [number, number] = [Math.floor(width / 2), Math.floor(height / 2)];
  const isGrey = ([red, , blue]: readonly number[]): boolean => red === blue;
  // Outlined: the middle of the disc is bare, its rim is not.
  await expect.poll(async () => isGrey(await picture.colourAt(...middle))).toBe(true);
  const scale = (0.92 * height) / 1600;
  const rim = await Promise.all([-2, -1, 0, 1, 2].map((off) => picture.colourAt(Math.round(middle[0] + 499 * scale) + off, middle[1])));
  expect(rim.some((colour) => !isGrey(colour))).toBe(true);
  await workspace.canvas.press('o');
  await expect.poll(async () => isGrey(await picture.colourAt(...middle))).toBe(false);
});
