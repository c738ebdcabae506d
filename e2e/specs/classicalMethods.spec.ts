import type { Sample } from '../data/writeSamples.ts';
import { expect, test } from '../fixtures.ts';
import { FittedImage } from '../pages/FittedImage.ts';
import { ImageView } from '../pages/ImageView.ts';

/*
 * Before there is a network: a classifier learns from a few strokes, and shows over the whole view what it makes of it,
 * while the hand goes on painting.
 */

const side = 512;
/** Light discs on dark ground, a stroke of each class in the upper left corner. */
const discs: Sample = {
  name: 'discs.png',
  width: side,
  height: side,
  draw: (x, y) => (Math.hypot((x % 64) - 32, (y % 64) - 32) < 20 ? 170 : 60) + ((x * 7 + y * 13) % 5),
  labels: (x, y) => (x > 110 || y > 110 ? 255 : y === 3 ? 0 : y === 32 && x > 16 && x < 48 ? 1 : 255),
};

test('the classifier’s word on the whole view appears, follows each stroke, and changes with what is classified', async ({ openSamples }, info) => {
  const workspace = await openSamples({ samples: [discs] });
  const image = new FittedImage(workspace, { width: side, height: side });
  await image.fit();
  const view = new ImageView(workspace.page);
  await view.whenStill();
  // The middle of a disc far from every stroke and from the brush: nothing lies above the picture until its class is seen.
  const isCovered = (): Promise<boolean> =>
    view.surface.evaluate((element) =>
      [...element.querySelectorAll('canvas')].slice(1).some((canvas) => {
        const [x, y] = [Math.round(canvas.width * 0.324), Math.round(canvas.height * 0.787)];
        return canvas.getContext('2d')!.getImageData(x, y, 1, 1).data[3]! > 0;
      }),
    );
  expect(await isCovered()).toBe(false);
  await workspace.canvas.press('m');
  const preview = workspace.page.getByRole('switch', { name: 'Preview' });
  await expect(preview).toBeChecked();
  await image.pointAt(300, 300);
  await expect.poll(isCovered).toBe(true);
  const shown = await view.whenStill();
  await info.attach('preview', { body: await workspace.page.screenshot(), contentType: 'image/png' });
  await workspace.page.getByRole('radio', { name: 'Superpixels' }).click();
  await image.pointAt(300, 301);
  const superpixels = await view.whenChanged(shown);
  await info.attach('superpixels', { body: await workspace.page.screenshot(), contentType: 'image/png' });
  // A stroke is painted while all that is computed; it is saved, and the view follows it.
  await image.drag({ x: 288, y: 288 }, { x: 330, y: 300 });
  await expect(workspace.savedState).toHaveText(/^Saved /);
  await view.whenChanged(superpixels);
  expect(await isCovered()).toBe(true);
  await preview.click();
  await image.pointAt(300, 310);
  await expect.poll(isCovered).toBe(false);
});
