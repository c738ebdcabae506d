import { expect, test } from '../fixtures.ts';
import { ImageView } from '../pages/ImageView.ts';

const middle = { x: 0.5, y: 0.5 };

test('the map of disagreement is shown over the project’s own range', async ({ demoWorkspace: workspace }) => {
  await workspace.showHeatMap('Mutual information');
  // Two classes could disagree by ln 2 = 0.69 nats; these networks never come near it.
  await expect(workspace.canvas.legend).toContainText(/0\.[0-4]\d nats/);
});

test('the legend’s line greys what the model is sure of', async ({ demoWorkspace: workspace }) => {
  const line = workspace.canvas.legend.getByRole('slider', { name: 'Doubt from' });
  await line.press('ArrowRight');
  await line.press('ArrowRight');
  await workspace.openTab('Layers');
  await expect(workspace.page.getByRole('slider', { name: 'Doubt from' }).first()).toHaveAttribute('aria-valuenow', '0.02');
  await workspace.page.getByRole('radio', { name: 'Bare image' }).click();
  await expect(workspace.page.getByRole('radio', { name: 'Bare image' })).toBeChecked();
});

test('overlays hide while Q is held, and until Tab is pressed again', async ({ demoWorkspace: workspace }) => {
  const view = new ImageView(workspace.page);
  const hidden = workspace.page.getByText('Overlays hidden');
  await view.surface.focus();
  await workspace.page.keyboard.down('q');
  await expect(hidden).toBeVisible();
  await expect(workspace.canvas.legend).toHaveCount(0);
  await workspace.page.keyboard.up('q');
  await expect(hidden).toHaveCount(0);
  await workspace.canvas.press('Tab');
  await expect(hidden).toBeVisible();
  await workspace.canvas.press('Tab');
  await expect(hidden).toHaveCount(0);
});

test('a class can be hidden, shown alone and recoloured', async ({ demoWorkspace: workspace }) => {
  const view = new ImageView(workspace.page);
  await workspace.openTab('Layers');
  await view.button('Hide nucleus').click();
  await expect(view.button('Show nucleus')).toBeVisible();
  await view.button('Show all').click();
  await view.button('Show nucleus alone').click();
  await expect(view.button('Show background')).toBeVisible();
  await view.button('Show nucleus alone').click();
  await expect(view.button('Hide background')).toBeVisible();
  await workspace.page.getByLabel('Colour of nucleus').fill('#ff0000');
  await expect(workspace.page.getByLabel('Colour of nucleus')).toHaveValue('#ff0000');
});

test('outlines, fills and each network’s outline change the picture', async ({ demoWorkspace: workspace }) => {
  const view = new ImageView(workspace.page);
  await workspace.canvas.press('h');
  await workspace.openTab('Layers');
  const prediction = workspace.page.getByRole('region', { name: 'Prediction' });
  await prediction.getByRole('radio', { name: 'Hidden' }).click();
  await expect(prediction.getByRole('radio', { name: 'Hidden' })).toBeChecked();
  await prediction.getByRole('radio', { name: 'Both' }).click();
  await expect(prediction.getByRole('radio', { name: 'Both' })).toBeChecked();
  const members = workspace.page.getByRole('switch', { name: 'Outline of each network' });
  await expect(members).not.toBeChecked();
  await view.surface.press('Shift+o');
  await expect(members).toBeChecked();
});

test('the pointer reads every kind of doubt at once', async ({ demoWorkspace: workspace }) => {
  await workspace.canvas.pointAt(middle);
  for (const name of ['Entropy', 'Mutual inf.', 'Expected', 'Loss']) {
    await expect(workspace.canvas.readout).toContainText(new RegExp(`${name.replace('.', '\\.')}\\s*\\d\\.\\d{3}`));
  }
});
