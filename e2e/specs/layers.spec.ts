import { mix } from '../../src-renderer/canvas/blend.ts';
import { expect, test } from '../fixtures.ts';
import { countClasses } from '../data/readPixels.ts';
import { discsSample } from '../data/writeSamples.ts';
import { CommandPalette } from '../pages/CommandPalette.ts';
import { ImageView } from '../pages/ImageView.ts';

const middle = { x: 0.5, y: 0.5 };

test('the map of disagreement is shown over the project’s own range', async ({ demoWorkspace: workspace }) => {
  await workspace.showHeatMap('Mutual information');
  // Two classes could disagree by ln 2 = 0.69 nats; these networks never come near it.
  await expect(workspace.canvas.legend).toContainText(/0\.[0-4]\d nats/);
});

test('maps of probabilities are shown as the others are, without a unit', async ({ demoWorkspace: workspace }) => {
  const view = new ImageView(workspace.page);
  for (const name of ['Variance over members', 'Margin', 'Maximum probability']) {
    const before = await view.whenStill();
    await workspace.showHeatMap(name);
    await expect(workspace.canvas.legend).toHaveAccessibleName(name);
    await expect(workspace.canvas.legend).not.toContainText('nats');
    await view.whenChanged(before);
  }
  // The demo's networks have no head that foresees a confidence.
  await workspace.page.getByRole('combobox', { name: /^Kind:/ }).click();
  await expect(workspace.page.getByRole('option', { name: 'Learned confidence' })).toHaveCount(0);
});

test('the legend’s line greys what the model is sure of', async ({ demoWorkspace: workspace }) => {
  const view = new ImageView(workspace.page);
  const before = await view.whenStill();
  const line = workspace.canvas.legend.getByRole('slider', { name: 'Doubt from' });
  await line.press('ArrowRight');
  await line.press('ArrowRight');
  await workspace.openTab('Layers');
  await expect(workspace.page.getByRole('slider', { name: 'Doubt from' }).first()).toHaveAttribute('aria-valuenow', '0.02');
  await view.whenChanged(before);
  for (const group of ['Labels', 'Prediction']) await workspace.page.getByRole('region', { name: group }).getByRole('radio', { name: 'Hidden' }).click();
  await line.press('End');
  const spread = async (): Promise<number> => {
    const colour = await view.colourAt({ x: 0.1, y: 0.9 });
    return Math.max(...colour) - Math.min(...colour);
  };
  await expect.poll(spread).toBeLessThanOrEqual(2);
  const greyed = await view.whenStill();
  await workspace.page.getByRole('radio', { name: 'Bare image' }).click();
  await view.whenChanged(greyed);
});

test('overlays hide while Q is held, and until Tab is pressed again', async ({ demoWorkspace: workspace }) => {
  const view = new ImageView(workspace.page);
  const hidden = workspace.page.getByText('Overlays hidden');
  const shown = await view.whenStill();
  const picture = await view.keep();
  await view.surface.focus();
  await workspace.page.keyboard.down('q');
  await expect(hidden).toBeVisible();
  await expect(workspace.canvas.legend).toHaveCount(0);
  await view.whenChanged(shown);
  await workspace.page.keyboard.up('q');
  await expect(hidden).toHaveCount(0);
  await view.expectLike(picture, 'the overlays are back');
  await workspace.canvas.press('Tab');
  await expect(hidden).toBeVisible();
  await workspace.canvas.press('Tab');
  await expect(hidden).toHaveCount(0);
});

test('a class can be hidden, shown alone and recoloured', async ({ demoWorkspace: workspace }) => {
  const view = new ImageView(workspace.page);
  await workspace.openTab('Layers');
  await workspace.canvas.press('h');
  const all = await view.whenStill();
  const whole = await view.keep();
  await view.button('Hide nucleus').click();
  await expect(view.button('Show nucleus')).toBeVisible();
  await view.whenChanged(all);
  await view.button('Show all').click();
  await view.expectLike(whole, 'all classes are back');
  await view.button('Show nucleus alone').click();
  await expect(view.button('Show background')).toBeVisible();
  await view.button('Show nucleus alone').click();
  await expect(view.button('Hide background')).toBeVisible();
  await workspace.page.getByLabel('Colour of nucleus').fill('#ff0000');
  await expect(workspace.page.getByLabel('Colour of nucleus')).toHaveValue('#ff0000');
  await view.whenChanged(all);
});

test('outlines, fills and each network’s outline change the picture', async ({ demoWorkspace: workspace }) => {
  const view = new ImageView(workspace.page);
  await workspace.canvas.press('h');
  await workspace.openTab('Layers');
  const prediction = workspace.page.getByRole('region', { name: 'Prediction' });
  const seen = [await view.whenStill()];
  for (const style of ['Hidden', 'Fill', 'Both']) {
    await prediction.getByRole('radio', { name: style }).click();
    await expect(prediction.getByRole('radio', { name: style })).toBeChecked();
    seen.push(await view.whenChanged(seen.at(-1)!));
  }
  expect(new Set(seen).size, 'outline, hidden, fill and both are four pictures').toBe(4);
  const members = workspace.page.getByRole('switch', { name: 'Outline of each network' });
  await expect(members).not.toBeChecked();
  await view.surface.press('Shift+o');
  await expect(members).toBeChecked();
  await view.whenChanged(seen.at(-1)!);
});

test('every kind of doubt and every colour map gives a picture of its own', async ({ demoWorkspace: workspace }) => {
  const view = new ImageView(workspace.page);
  const seen = [await view.whenStill()];
  for (let kind = 1; kind < 4; kind++) {
    await workspace.canvas.press('Shift+h');
    seen.push(await view.whenChanged(seen.at(-1)!));
  }
  await workspace.openTab('Layers');
  for (const name of ['Viridis', 'Cividis']) {
    await workspace.page.getByRole('combobox', { name: /^Colours:/ }).click();
    await workspace.page.getByRole('option', { name }).click();
    seen.push(await view.whenChanged(seen.at(-1)!));
  }
  expect(new Set(seen).size).toBe(6);
});

test('a project of twelve classes: each is painted, named and found', async ({ openSamples, program }) => {
  const classes = Array.from({ length: 12 }, (_, index) => `tissue ${index}`);
  const workspace = await openSamples({ samples: [discsSample('discs.png')], classes });
  await workspace.canvas.press('b');
  await new CommandPalette(workspace.page).run('paint tissue 11');
  await expect(workspace.page.getByRole('button', { name: /^tissue 11\b/, pressed: true })).toBeVisible();
  await workspace.canvas.stroke({ x: 0.45, y: 0.5 }, { x: 0.55, y: 0.5 });
  await expect(workspace.savedState).toHaveText(/^Saved /);
  await expect(workspace.canvas.readout).toContainText('tissue 11');
  expect((await countClasses(program, 'discs.png')).get(11)).toBeGreaterThan(0);
  await workspace.openTab('Layers');
  await expect(workspace.page.getByRole('button', { name: 'Hide tissue 11' })).toBeVisible();
});

test('the pointer reads every kind of doubt at once', async ({ demoWorkspace: workspace }) => {
  await workspace.canvas.pointAt(middle);
  for (const name of ['Entropy', 'Mutual inf.', 'Expected', 'Loss']) {
    await expect(workspace.canvas.readout).toContainText(new RegExp(`${name.replace('.', '\\.')}\\s*\\d\\.\\d{3}`));
  }
});

test('labels are filled as strongly as their slider says', async ({ openSamples }) => {
  const grey = 30;
  const labelled = { name: 'labelled.png', width: 64, height: 64, draw: (x: number) => (x < 4 ? 0 : x < 60 ? grey : 255), labels: () => 1 };
  const workspace = await openSamples({ samples: [labelled] });
  const view = new ImageView(workspace.page);
  const orange = 0x009fe6;
  const foretold = (opacity: number): number[] => {
    const alpha = Math.round(opacity * 255);
    const mixed = mix(grey * 0x010101, orange, alpha + (alpha >>> 7));
    return [0, 8, 16].map((shift) => (mixed >>> shift) & 255);
  };
  await workspace.openTab('Layers');
  await view.setStyle('Labels', 'Fill');
  const slider = view.opacityOf('Labels');
  await expect(slider).toHaveAttribute('aria-valuetext', '40 %');
  await expect.poll(() => view.colourAt(middle)).toEqual(foretold(0.4));
  await slider.press('ArrowRight');
  await expect.poll(() => view.colourAt(middle)).toEqual(foretold(0.45));
  await slider.press('End');
  await expect.poll(() => view.colourAt(middle)).toEqual([230, 159, 0]);
  await slider.press('Home');
  await expect.poll(() => view.colourAt(middle)).toEqual([grey, grey, grey]);
});

test('prediction and heat map are drawn as strongly as their sliders say, each by itself', async ({ demoWorkspace: workspace }) => {
  const view = new ImageView(workspace.page);
  await workspace.openTab('Layers');
  await workspace.canvas.press('h');
  await expect(workspace.canvas.legend).toHaveCount(0);
  await view.setStyle('Prediction', 'Hidden');
  const hidden = await view.whenStill();
  const bare = await view.keep();
  await view.setStyle('Prediction', 'Fill');
  const faint = await view.whenChanged(hidden);
  await view.opacityOf('Labels').press('End');
  await view.opacityOf('Prediction').press('End');
  const full = await view.whenChanged(faint);
  await view.opacityOf('Prediction').press('Home');
  await view.whenChanged(full);
  await view.expectLike(bare, 'without opacity the fill is as if hidden');

  await workspace.canvas.press('h');
  const map = await view.whenChanged(hidden);
  await view.opacityOf('Heat map of doubt').press('End');
  const strong = await view.whenChanged(map);
  await view.opacityOf('Heat map of doubt').press('Home');
  await view.whenChanged(strong);
  await view.expectLike(bare, 'without opacity the map is as if switched off');
});
