import { acceptRegions, trainTiny } from '../data/learnALittle.ts';
import { expect, test } from '../fixtures.ts';
import { ImageView } from '../pages/ImageView.ts';

const middle = { x: 0.5, y: 0.5 };
const quarter = { x: 0.25, y: 0.5 };

test('two views stand side by side by one key, move together and mark each other’s pointer', async ({ demoWorkspace: workspace }) => {
  const view = new ImageView(workspace.page);
  await workspace.canvas.press('c');
  await expect(view.secondPane).toBeVisible();
  await view.choose('Left', 'Image alone');
  await view.choose('Right', 'Image alone');
  await expect.poll(async () => String(await view.colourAt(middle)) === String(await view.colourAt(middle, view.secondPane))).toBe(true);
  await workspace.canvas.press('0');
  await workspace.canvas.press('+');
  await expect.poll(async () => String(await view.colourAt(quarter)) === String(await view.colourAt(quarter, view.secondPane))).toBe(true);
  await workspace.canvas.pointAt(middle);
  await expect(view.secondPane.getByTestId('linked-cross')).toBeVisible();
  await view.secondPane.hover();
  await expect(view.linkedCross).toHaveCount(1);
  await expect(view.secondPane.getByTestId('linked-cross')).toHaveCount(0);
  await workspace.canvas.press('c');
  await expect(view.secondPane).toHaveCount(0);
});

test('each side shows what is chosen for it', async ({ demoWorkspace: workspace }) => {
  const view = new ImageView(workspace.page);
  await workspace.canvas.press('c');
  await view.choose('Left', 'Image alone');
  await view.choose('Right', 'Heat map');
  await expect.poll(async () => String(await view.colourAt(middle)) === String(await view.colourAt(middle, view.secondPane))).toBe(false);
  await expect(workspace.canvas.legend).toBeVisible();
  await view.button('Exchange the sides').click();
  await expect(workspace.page.getByRole('combobox', { name: 'Left side: Heat map' })).toBeVisible();
  await view.choose('Left', 'Labels');
  await expect(workspace.canvas.legend).toHaveCount(0);
});

test('the swipe’s divider goes by keys and by hand', async ({ demoWorkspace: workspace }) => {
  const view = new ImageView(workspace.page);
  await workspace.canvas.press('Shift+v');
  await workspace.canvas.press('Shift+v');
  await expect(view.divider).toBeVisible();
  await expect(view.divider).toHaveAttribute('aria-valuenow', '50');
  await view.divider.press('ArrowLeft');
  await expect(view.divider).toHaveAttribute('aria-valuenow', '45');
  await view.divider.press('End');
  await expect(view.divider).toHaveAttribute('aria-valuenow', '100');
  await view.divider.press('Home');
  const box = (await view.surface.boundingBox())!;
  await view.divider.hover();
  await workspace.page.mouse.down();
  await workspace.page.mouse.move(box.x + box.width * 0.3, box.y + box.height / 2, { steps: 4 });
  await workspace.page.mouse.up();
  await expect(view.divider).toHaveAttribute('aria-valuenow', '30');
  await view.button('End the comparison').click();
  await expect(view.divider).toHaveCount(0);
});

test('the left side can still be painted on', async ({ demoWorkspace: workspace }) => {
  const view = new ImageView(workspace.page);
  await workspace.canvas.press('c');
  await expect(view.secondPane).toBeVisible();
  await workspace.canvas.press('2');
  await workspace.canvas.stroke(middle, { x: 0.6, y: 0.5 });
  await expect(workspace.savedState).toHaveText(/^Saved /);
  await workspace.canvas.pointAt(middle);
  await expect(workspace.canvas.readout).toContainText('nucleus');
});

test('the prediction of an older model is put beside that of the one in use', async ({ demoWorkspace: workspace, program }) => {
  const { client } = program.host;
  const view = new ImageView(workspace.page);
  // Outside the review, whose regions go with their model.
  await workspace.showImage(await workspace.imageName.innerText());
  await expect(workspace.regionCard).toHaveCount(0);
  await workspace.canvas.press('c');
  await view.choose('Left', 'Image alone');
  await view.choose('Right', 'Prediction');
  const older = await view.whenStill(view.secondPane);

  await acceptRegions(program.host, 1);
  await trainTiny(program.host, 1);
  const newer = (await client.models.list()).find(({ name }) => name === 'Model 2')!;
  await client.models.promote({ modelId: newer.id });
  await expect(workspace.modelInUse).toHaveText('Model 2');
  await view.whenChanged(older, view.secondPane);
  await view.choose('Right', 'Prediction of Starter');
  await expect.poll(() => view.fingerprint(view.secondPane)).toBe(older);
});
