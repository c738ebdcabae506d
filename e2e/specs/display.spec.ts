import { paintImage } from '../../src-renderer/canvas/paintImage.ts';
import { expect, test } from '../fixtures.ts';
import { slopeSample } from '../data/writeSamples.ts';
import type { Sample } from '../data/writeSamples.ts';
import { ImageView } from '../pages/ImageView.ts';
import { WorkspacePage } from '../pages/WorkspacePage.ts';

const middle = { x: 0.5, y: 0.5 };
/** Black, a dark grey and white, side by side. */
const bands: Sample = { name: 'bands.png', width: 96, height: 64, draw: (x) => (x < 32 ? 0 : x < 64 ? darkGrey : 255) };
const darkGrey = 64;

/** The dark grey on the screen, by the pure function. */
function foretoldGrey(gamma: number, brightness: number): readonly number[] {
  const target = new Uint32Array(1);
  const channel = { visible: true, colour: '#ffffff', low: 0, high: 255, gamma };
  paintImage({ width: 1, height: 1, channels: 1, samples: Uint8Array.of(darkGrey) }, { channels: [channel], brightness, inverted: false }, { x: 0, y: 0, width: 1, height: 1 }, target);
  return [0, 8, 16].map((shift) => (target[0]! >>> shift) & 255);
}

/** Two channels, each in its half, none brighter than 20 of 255. */
const dim: Sample = { name: 'dim.tif', width: 64, height: 64, channels: 2, draw: (x, y, channel) => ((x < 32) === (channel === 0) ? 10 + Math.floor(y / 7) : 0) };
const left = { x: 0.4, y: 0.75 };
const right = { x: 0.6, y: 0.75 };

test('a dim fluorescence image opens well visible, its channels in cyan and magenta', async ({ openSamples }) => {
  const workspace = await openSamples({ samples: [dim] });
  const view = new ImageView(workspace.page);
  await expect.poll(async () => Math.min(...(await view.colourAt(left)).slice(1))).toBeGreaterThan(120);
  const [red, green, blue] = await view.colourAt(right);
  expect(red).toBeGreaterThan(120);
  expect(blue).toBeGreaterThan(120);
  expect(green).toBeLessThan(20);
});

test('a channel can be hidden, shown alone and given another colour', async ({ openSamples }) => {
  const workspace = await openSamples({ samples: [dim] });
  const view = new ImageView(workspace.page);
  await workspace.openTab('Image');
  await view.button('Hide Channel 1').click();
  await expect.poll(() => view.colourAt(left)).toEqual([0, 0, 0]);
  await view.button('Show Channel 1 alone').click();
  await expect.poll(() => view.colourAt(right)).toEqual([0, 0, 0]);
  await expect.poll(async () => (await view.colourAt(left))[1]).toBeGreaterThan(120);
  await workspace.page.getByLabel('Colour of Channel 1').fill('#ff0000');
  await expect.poll(async () => (await view.colourAt(left))[1]).toBe(0);
  await expect.poll(async () => (await view.colourAt(left))[0]).toBeGreaterThan(120);
  await view.button('Reset').click();
  await expect.poll(async () => (await view.colourAt(left))[1]).toBeGreaterThan(120);
});

test('a drag with the right button sets window and level; Escape puts them back', async ({ openSamples }) => {
  const workspace = await openSamples({ samples: [slopeSample('slope.png')] });
  const view = new ImageView(workspace.page);
  await workspace.openTab('Image');
  await expect(view.whiteField).toHaveValue('255');
  await view.drag(middle, { x: -0.2, y: 0 }, 'right');
  await expect(view.windowNote).toContainText('level 127.5');
  await workspace.page.mouse.up({ button: 'right' });
  await expect(view.windowNote).toHaveCount(0);
  await expect(view.blackField).not.toHaveValue('0');
  const black = await view.blackField.inputValue();
  await view.drag(middle, { x: 0.1, y: 0.1 }, 'right');
  await expect(view.blackField).not.toHaveValue(black);
  await workspace.page.keyboard.press('Escape');
  await expect(view.blackField).toHaveValue(black);
  await workspace.page.mouse.up({ button: 'right' });
});

test('the key U lets a left drag set the window, until a tool is taken', async ({ openSamples }) => {
  const workspace = await openSamples({ samples: [slopeSample('slope.png')] });
  const view = new ImageView(workspace.page);
  await workspace.openTab('Image');
  await workspace.canvas.press('u');
  await expect(view.windowNote).toContainText('Drag sideways');
  await view.drag(middle, { x: -0.1, y: 0 }, 'left');
  await workspace.page.mouse.up();
  await expect(view.whiteField).not.toHaveValue('255');
  await workspace.canvas.press('b');
  await expect(view.windowNote).toHaveCount(0);
});

test('presets, fields and lines set black and white, and the picture follows', async ({ openSamples }) => {
  const workspace = await openSamples({ samples: [slopeSample('slope.png')] });
  const view = new ImageView(workspace.page);
  await workspace.openTab('Image');
  await view.whiteField.fill('128');
  await view.whiteField.press('Enter');
  await expect.poll(async () => (await view.colourAt({ x: 0.7, y: 0.5 }))[0]).toBe(255);
  await view.button('Full range').click();
  await expect(view.whiteField).toHaveValue('255');
  await view.blackLine.press('Shift+ArrowRight');
  await expect(view.blackField).not.toHaveValue('0');
  await view.button('Automatic').click();
  await expect(view.blackField).toHaveValue('0');
  await expect(view.button('Lung')).toHaveCount(0);
});

test('the image can be inverted by key, and opens so again', async ({ openSamples }) => {
  const workspace = await openSamples({ samples: [slopeSample('slope.png')] });
  const view = new ImageView(workspace.page);
  const bright = { x: 0.9, y: 0.5 };
  await expect.poll(async () => (await view.colourAt(bright))[0]).toBeGreaterThan(200);
  await workspace.canvas.press('Shift+i');
  await expect.poll(async () => (await view.colourAt(bright))[0]).toBeLessThan(55);
  await workspace.openTab('Image');
  await expect(workspace.page.getByRole('switch', { name: 'Inverted' })).toBeChecked();
});

test('window and colours hold after a restart, also where the window is closed at once', async ({ openSamples, program }) => {
  const workspace = await openSamples({ samples: [dim] });
  const view = new ImageView(workspace.page);
  const { folder } = (await program.host.client.project.current())!;
  await workspace.openTab('Image');
  await view.button('Hide Channel 2').click();
  await workspace.page.getByLabel('Colour of Channel 1').fill('#ff0000');
  await workspace.page.close({ runBeforeUnload: true });
  await expect.poll(async () => JSON.stringify((await program.host.client.settings.read()).window)).toContain('#ff0000');

  await program.stop();
  const again = new WorkspacePage(await program.start([folder]));
  await again.openTab('Image');
  const viewAgain = new ImageView(again.page);
  await expect(viewAgain.button('Show Channel 2')).toBeVisible();
  await expect(again.page.getByLabel('Colour of Channel 1')).toHaveValue('#ff0000');
  await expect.poll(async () => (await viewAgain.colourAt(left))[0]).toBeGreaterThan(120);
  expect((await viewAgain.colourAt(left))[1]).toBe(0);
});

test('gamma and brightness change the picture as foretold, and Reset puts it back', async ({ openSamples }) => {
  const workspace = await openSamples({ samples: [bands] });
  const view = new ImageView(workspace.page);
  await workspace.openTab('Image');
  await expect(view.whiteField).toHaveValue('255');
  await expect.poll(() => view.colourAt(middle)).toEqual(foretoldGrey(1, 0));
  const opened = await view.keep();

  await view.gammaSlider.press('End');
  await expect(view.gammaSlider).toHaveAttribute('aria-valuetext', '4.00');
  await expect.poll(() => view.colourAt(middle)).toEqual(foretoldGrey(4, 0));
  await view.gammaSlider.press('Home');
  await expect.poll(() => view.colourAt(middle)).toEqual(foretoldGrey(0.25, 0));

  await view.button('Reset').click();
  await view.expectLike(opened, 'the picture is as it opened');
  for (let step = 0; step < 5; step++) await view.brightnessSlider.press('ArrowRight');
  await expect(view.brightnessSlider).toHaveAttribute('aria-valuetext', '10');
  await expect.poll(() => view.colourAt(middle)).toEqual(foretoldGrey(1, 0.1));
  await view.gammaSlider.press('End');
  await expect.poll(() => view.colourAt(middle), 'brightness is added after gamma').toEqual(foretoldGrey(4, 0.1));
  await view.brightnessSlider.press('End');
  await expect.poll(() => view.colourAt(middle)).toEqual([255, 255, 255]);
  await view.button('Reset').click();
  await view.expectLike(opened, 'the picture is as it opened');
});
