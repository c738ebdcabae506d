import { expect, test } from '../fixtures.ts';
import { discsSample } from '../data/writeSamples.ts';
import type { Sample } from '../data/writeSamples.ts';
import { ImageView } from '../pages/ImageView.ts';

/** A little past the middle: there four pixels of an even image meet. */
const middle = { x: 0.505, y: 0.505 };
/** Its pixels are half a micrometre wide, as the file says. */
const measured: Sample = { name: 'measured.tif', width: 64, height: 64, channels: 2, draw: (x, y) => (x + y) * 2 };

test('the scale bar speaks the pixel size of the file, and the pointer reads micrometres', async ({ openSamples }) => {
  const workspace = await openSamples({ samples: [measured] });
  const view = new ImageView(workspace.page);
  await expect(view.scaleBar).toContainText('µm');
  await workspace.canvas.pointAt(middle);
  await expect(workspace.canvas.readout).toContainText('x 32  y 32', { useInnerText: true });
  await expect(workspace.canvas.readout).toContainText('16.25 µm, 16.25 µm');
  await workspace.openTab('Image');
  await expect(workspace.page.getByRole('region', { name: 'Information' })).toContainText('32 µm × 32 µm');
});

test('a pixel size can be entered, refused and forgotten', async ({ openSamples }) => {
  const workspace = await openSamples({ samples: [discsSample('discs.png')] });
  const view = new ImageView(workspace.page);
  const { page } = workspace;
  await expect(view.scaleBar).toContainText('px');
  await view.scaleBar.click();
  const dialog = page.getByRole('dialog', { name: 'Set pixel size' });
  await dialog.getByRole('textbox', { name: 'Width of a pixel' }).fill('-1');
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await expect(dialog).toContainText('above 0');
  await dialog.getByRole('radio', { name: 'mm' }).click();
  await dialog.getByRole('textbox', { name: 'Width of a pixel' }).fill('0,5');
  await dialog.getByRole('textbox', { name: 'Height of a pixel' }).fill('0.5');
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await expect(view.scaleBar).toContainText('mm');
  await view.scaleBar.click();
  await dialog.getByRole('button', { name: 'Forget it' }).click();
  await expect(view.scaleBar).toContainText('px');
});

test('the overview map comes with zooming in, and its frame moves the view', async ({ openSamples }) => {
  const workspace = await openSamples({ samples: [discsSample('discs.png')] });
  const view = new ImageView(workspace.page);
  await expect(view.minimap).toHaveCount(0);
  for (let press = 0; press < 6; press++) await workspace.canvas.press('+');
  await expect(view.minimap).toBeVisible();
  await workspace.canvas.pointAt(middle);
  await expect(workspace.canvas.readout).toContainText('x 32', { useInnerText: true });
  await view.minimap.click({ position: { x: 20, y: 20 } });
  await workspace.canvas.pointAt(middle);
  await expect(workspace.canvas.readout).not.toContainText('x 32', { useInnerText: true });
  await workspace.canvas.press('n');
  await expect(view.minimap).toHaveCount(0);
});

test('the pixel grid shows when close, and can be switched off', async ({ openSamples }) => {
  const workspace = await openSamples({ samples: [discsSample('discs.png', 512)] });
  const view = new ImageView(workspace.page);
  await expect(view.pixelGrid).toHaveCount(0);
  for (let press = 0; press < 12; press++) await workspace.canvas.press('+');
  await expect(view.pixelGrid).toBeVisible();
  await workspace.canvas.press('z');
  await expect(view.pixelGrid).toHaveCount(0);
  await workspace.canvas.press('z');
  await workspace.canvas.press('Shift+0');
  await expect(view.pixelGrid).toHaveCount(0);
});

test('the view moves by keys', async ({ openSamples }) => {
  const workspace = await openSamples({ samples: [discsSample('discs.png')] });
  await workspace.canvas.pointAt(middle);
  await expect(workspace.canvas.readout).toContainText('x 32  y 32', { useInnerText: true });
  await workspace.canvas.press('Shift+ArrowRight');
  await workspace.canvas.pointAt(middle);
  await expect(workspace.canvas.readout).not.toContainText('x 32', { useInnerText: true });
  await workspace.canvas.press('0');
  await workspace.canvas.pointAt(middle);
  await expect(workspace.canvas.readout).toContainText('x 32  y 32', { useInnerText: true });
});
