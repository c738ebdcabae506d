import { expect, test } from '../fixtures.ts';
import { expectAccessible } from '../pages/expectAccessible.ts';
import { ImageView } from '../pages/ImageView.ts';

test('slices, channels, scale bar and its dialog are accessible', async ({ openSamples }) => {
  const workspace = await openSamples({
    samples: [{ name: 'stack.tif', width: 64, height: 64, channels: 2, slices: 3, draw: (x, y, channel) => (channel === 0 ? x : y) * 2 }],
  });
  const view = new ImageView(workspace.page);
  await expect(view.slicePosition).toHaveText('1 / 3');
  await workspace.openTab('Image');
  await expect(view.channels).toBeVisible();
  for (let press = 0; press < 6; press++) await workspace.canvas.press('+');
  await expect(view.minimap).toBeVisible();
  await expectAccessible(workspace.page, 'slices and channels');
  await view.scaleBar.click();
  await expect(workspace.page.getByRole('dialog')).toBeVisible();
  await expectAccessible(workspace.page, 'pixel size');
});

test('both ways of comparing and the layers are accessible', async ({ demoWorkspace: workspace }) => {
  const view = new ImageView(workspace.page);
  await workspace.openTab('Layers');
  await workspace.canvas.press('c');
  await expect(view.secondPane).toBeVisible();
  await expectAccessible(workspace.page, 'side by side');
  await workspace.canvas.press('Shift+v');
  await expect(view.divider).toBeVisible();
  await workspace.page.emulateMedia({ colorScheme: 'light' });
  await expectAccessible(workspace.page, 'swipe');
});
