import { expect, test } from '../fixtures.ts';
import type { Sample } from '../data/writeSamples.ts';
import { ImageView } from '../pages/ImageView.ts';

const middle = { x: 0.5, y: 0.5 };
/** Each slice 20 brighter than the one before. */
const stack: Sample = { name: 'stack.tif', width: 64, height: 64, slices: 8, draw: (x, _y, _channel, slice) => 20 * slice + (x === 0 ? 60 : 10) };

test('arrow keys, slider and buttons go through the slices', async ({ openSamples }) => {
  const workspace = await openSamples({ samples: [stack] });
  const view = new ImageView(workspace.page);
  await expect(view.slicePosition).toHaveText('1 / 8');
  await workspace.canvas.press('ArrowDown');
  await expect(view.slicePosition).toHaveText('2 / 8');
  await workspace.canvas.pointAt(middle);
  await expect(workspace.canvas.readout).toContainText('30');
  await view.sliceSlider.press('End');
  await expect(view.slicePosition).toHaveText('8 / 8');
  await view.button('Previous slice').click();
  await expect(view.slicePosition).toHaveText('7 / 8');
  await workspace.canvas.press('ArrowUp');
  await expect(view.slicePosition).toHaveText('6 / 8');
});

test('the wheel with Alt goes through the slices, and the view stays', async ({ openSamples }) => {
  const workspace = await openSamples({ samples: [stack] });
  const view = new ImageView(workspace.page);
  await workspace.canvas.press('+');
  await workspace.canvas.press('+');
  await workspace.canvas.press('Shift+ArrowRight');
  await workspace.canvas.pointAt(middle);
  await expect(workspace.canvas.readout).toContainText(/x \d+/, { useInnerText: true });
  const place = /x \d+ +y \d+/.exec(await workspace.canvas.readout.innerText())?.[0];
  await workspace.page.keyboard.down('Alt');
  await workspace.page.mouse.wheel(0, 240);
  await workspace.page.keyboard.up('Alt');
  await expect(view.slicePosition).toHaveText('5 / 8');
  await expect(workspace.canvas.readout).toContainText(place ?? 'a place', { useInnerText: true });
  await expect(workspace.canvas.readout).toContainText('90');
});

test('the slices play, loop and stop', async ({ openSamples }) => {
  const workspace = await openSamples({ samples: [stack] });
  const view = new ImageView(workspace.page);
  await view.button('Start over at the end').click();
  await workspace.canvas.press('Shift+p');
  await expect(view.button('Pause')).toBeVisible();
  await expect(view.slicePosition).toHaveText('8 / 8');
  await expect(view.button('Play the slices')).toBeVisible();
  await view.button('Play the slices').click();
  await expect(view.slicePosition).not.toHaveText('8 / 8');
  await view.button('Pause').click();
});

test('all slices keep one window', async ({ openSamples }) => {
  const workspace = await openSamples({ samples: [stack] });
  const view = new ImageView(workspace.page);
  await workspace.openTab('Image');
  await view.whiteField.fill('400');
  await view.whiteField.press('Enter');
  await view.sliceSlider.press('End');
  await expect(view.slicePosition).toHaveText('8 / 8');
  await expect(view.whiteField).toHaveValue('400');
});

test('undo goes back through tools on several slices, and shows each', async ({ openSamples }) => {
  const workspace = await openSamples({ samples: [stack] });
  const view = new ImageView(workspace.page);
  const { canvas, historySteps, savedState } = workspace;
  await canvas.press('b');
  await canvas.stroke({ x: 0.4, y: 0.5 }, { x: 0.6, y: 0.5 });
  await expect(savedState).toHaveText(/^Saved /);
  await canvas.press('ArrowDown');
  await canvas.press('ArrowDown');
  await expect(view.slicePosition).toHaveText('3 / 8');
  await canvas.press('l');
  await canvas.pointAt({ x: 0.4, y: 0.4 });
  await workspace.page.mouse.down();
  for (const corner of [{ x: 0.6, y: 0.4 }, { x: 0.6, y: 0.6 }, { x: 0.4, y: 0.6 }]) await canvas.pointAt(corner);
  await workspace.page.mouse.up();
  await workspace.openTab('Image');
  await expect(historySteps).toHaveText([/^Lasso/, /^Brush/]);

  await canvas.press('Control+z');
  await expect(view.slicePosition).toHaveText('3 / 8');
  await expect(historySteps.first()).toContainText('taken back');
  await canvas.press('Control+z');
  await expect(view.slicePosition).toHaveText('1 / 8');
  await canvas.press('Control+Shift+z');
  await canvas.press('Control+Shift+z');
  await expect(view.slicePosition).toHaveText('3 / 8');
  await expect(historySteps.first()).not.toContainText('taken back');
});
