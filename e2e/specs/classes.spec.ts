import { countClasses, readLabels } from '../data/readPixels.ts';
import { discsSample } from '../data/writeSamples.ts';
import { expect, test } from '../fixtures.ts';
import type { Program } from '../hosts/Program.ts';
import { CommandPalette } from '../pages/CommandPalette.ts';
import { ImageView } from '../pages/ImageView.ts';
import { WorkspacePage } from '../pages/WorkspacePage.ts';

const sample = discsSample('discs.png');

/** Changes the classes as another window would. */
async function changeClass(program: Program, index: number, change: { readonly name?: string; readonly colour?: string; readonly retired?: boolean }): Promise<void> {
  const { classes } = (await program.host.client.project.current())!;
  await program.host.client.project.update({ classes: classes.map((each) => (each.index === index ? { ...each, ...change } : each)) });
}

const colourOf = async (program: Program, index: number): Promise<string> => (await program.host.client.project.current())!.classes[index]!.colour;

test('a retired class is offered nowhere: not in the bar, not by digit, not in the palette; its labels still show', async ({ openSamples, program }) => {
  const workspace = await openSamples({ samples: [sample] });
  const { canvas, classChips, page } = workspace;
  await canvas.press('b');
  await canvas.press('2');
  await canvas.stroke({ x: 0.4, y: 0.5 }, { x: 0.6, y: 0.5 });
  await expect(workspace.savedState).toHaveText(/^Saved /);
  await expect(classChips).toHaveText([/background/, /nucleus/, /stroma/]);
  await changeClass(program, 1, { retired: true });
  await expect(classChips).toHaveText([/background/, /stroma/]);
  await expect(classChips.nth(1), 'the class in hand gives way to one in use').toHaveAttribute('aria-pressed', 'true');
  await canvas.pointAt({ x: 0.5, y: 0.5 });
  await expect(canvas.readout).toContainText('nucleus');
  await canvas.press('1');
  await canvas.press('2');
  await canvas.stroke({ x: 0.4, y: 0.7 }, { x: 0.6, y: 0.7 });
  await expect.poll(async () => (await countClasses(program, sample.name)).get(2) ?? 0).toBeGreaterThan(0);
  const palette = new CommandPalette(page);
  await palette.open();
  await palette.field.fill('paint stroma');
  await expect(palette.items.filter({ hasText: 'stroma' }).first()).toBeVisible();
  await palette.field.fill('paint nucleus');
  await expect(palette.items.filter({ hasText: 'nucleus' })).toHaveCount(0);
});

test('a region proposed as a retired class says so and offers the likeliest in use; it can still be accepted', async ({ demoWorkspace: workspace, program, host }) => {
  test.skip(host === 'electron', 'the class is retired through a second client, which only the web host has');
  const { canvas, regionCard, page } = workspace;
  const { classes } = (await program.host.client.project.current())!;
  await program.host.client.project.update({
    classes: [classes[0]!, { ...classes[1]!, retired: true }, { index: 2, name: 'debris', colour: '#0072b2', retired: false }],
  });
  await workspace.filterQueue('Class', 'nucleus');
  await workspace.queueItems.first().click();
  const retired = page.getByTestId('retired-proposal');
  await expect(retired).toContainText('The class nucleus is retired');
  await expect(regionCard.getByTestId('proposed-class')).toHaveText('nucleus');
  await expect(page.getByRole('button', { name: /^Label the whole region as nucleus/ })).toHaveCount(0);

  await canvas.press('f');
  await expect(workspace.classChips.first(), 'of the classes the model knows, background alone is in use').toHaveAttribute('aria-pressed', 'true');

  const proposed = async () => (await program.host.client.review.queue({ limit: 5000, includeSettled: true })).regions.filter(({ proposedClass }) => proposedClass === 1);
  await retired.getByRole('button', { name: 'Label the whole region as background' }).click();
  await expect.poll(async () => (await proposed()).filter(({ state }) => state === 'corrected').length).toBe(1);
  const region = (await proposed()).find(({ state }) => state === 'corrected')!;
  const image = (await program.host.client.images.list()).find(({ id }) => id === region.imageId)!;
  const labels = (await readLabels(program, image.name)).classes.readBox(region.box);
  expect(labels.filter((value) => value === 0)).toHaveLength(region.pixelCount);

  await canvas.press('Enter');
  await expect.poll(async () => (await proposed()).filter(({ state }) => state === 'accepted').length).toBe(1);
  await expect(workspace.problem).toHaveCount(0);
});

test('a hidden class is hidden again after a restart, in its project', async ({ openSamples, program }) => {
  const workspace = await openSamples({ samples: [{ ...sample, labels: (x, y) => (x > 16 && y > 16 ? 1 : 0) }] });
  const view = new ImageView(workspace.page);
  const { folder } = (await program.host.client.project.current())!;
  await workspace.openTab('Layers');
  await view.setStyle('Labels', 'Fill');
  const shown = await view.whenStill();
  const whole = await view.keep();
  await view.button('Hide nucleus').click();
  await view.whenChanged(shown);
  const hidden = await view.keep();
  await workspace.page.close({ runBeforeUnload: true });
  await expect.poll(async () => JSON.stringify((await program.host.client.settings.read()).window)).toContain('hiddenClasses');

  await program.stop();
  const again = new WorkspacePage(await program.start([folder]));
  await again.openTab('Layers');
  const viewAgain = new ImageView(again.page);
  await expect(viewAgain.button('Show nucleus')).toBeVisible();
  await expect(viewAgain.button('Hide stroma')).toBeVisible();
  await viewAgain.expectLike(hidden, 'the class is still hidden');
  await viewAgain.button('Show all').click();
  await viewAgain.expectLike(whole, 'all classes are back');
  // What is kept is sent together, a moment later.
  const kept = async (): Promise<unknown> => Object.entries((await program.host.client.settings.read()).window).find(([name]) => name.startsWith('hiddenClasses'))?.[1];
  await expect.poll(async () => (await kept()) ?? null).toBeNull();
  await again.page.reload();
  await again.openTab('Layers');
  await expect(viewAgain.button('Hide nucleus')).toBeVisible();
});

test('a new colour is a step of the history among the strokes: Ctrl+Z takes it back in its turn, also after a restart', async ({ openSamples, program }) => {
  const workspace = await openSamples({ samples: [sample] });
  const { canvas, historySteps, page } = workspace;
  const { folder } = (await program.host.client.project.current())!;
  const paint = async (y: number): Promise<void> => {
    await canvas.stroke({ x: 0.4, y }, { x: 0.6, y });
    await expect(workspace.savedState).toHaveText(/^Saved /);
  };
  const before = await colourOf(program, 1);
  await canvas.press('b');
  await canvas.press('2');
  await paint(0.4);
  await workspace.openTab('Layers');
  await page.getByLabel('Colour of nucleus').fill('#ff0000');
  await expect.poll(() => colourOf(program, 1)).toBe('#ff0000');
  await paint(0.6);
  const both = (await countClasses(program, sample.name)).get(1)!;
  await workspace.openTab('Image');
  await expect(historySteps).toContainText([/^Brush, nucleus/, /^Class nucleus recoloured/, /^Brush, nucleus/]);

  await canvas.press('Control+z');
  await expect.poll(async () => (await countClasses(program, sample.name)).get(1)).toBeLessThan(both);
  expect(await colourOf(program, 1)).toBe('#ff0000');
  await canvas.press('Control+z');
  await expect.poll(() => colourOf(program, 1)).toBe(before);
  await expect(historySteps.nth(1)).toContainText('taken back');
  await expect(historySteps.nth(2)).toHaveAttribute('aria-current', 'step');

  await program.stop();
  const again = new WorkspacePage(await program.start([folder]));
  await again.openTab('Image');
  await expect(again.historySteps.nth(1)).toContainText('taken back');
  await again.historySteps.nth(0).getByRole('button').click();
  await expect.poll(() => colourOf(program, 1)).toBe('#ff0000');
  await expect.poll(async () => (await countClasses(program, sample.name)).get(1)).toBe(both);
  await again.openTab('Layers');
  await expect(again.page.getByLabel('Colour of nucleus')).toHaveValue('#ff0000');
});

test('renaming and retiring are taken back by Ctrl+Z, and named in the history', async ({ openSamples, program }) => {
  const workspace = await openSamples({ samples: [sample] });
  const { canvas, classChips, historySteps } = workspace;
  await workspace.openTab('Image');
  await changeClass(program, 1, { name: 'cell' });
  await changeClass(program, 2, { retired: true });
  await expect(historySteps).toContainText([/^Class stroma retired/, /^Class nucleus renamed cell/]);
  await canvas.press('b');
  await expect(classChips).toHaveText([/background/, /cell/]);
  await canvas.press('Control+z');
  await expect(classChips).toHaveText([/background/, /cell/, /stroma/]);
  await canvas.press('Control+z');
  await expect(classChips).toHaveText([/background/, /nucleus/, /stroma/]);
  await canvas.press('Control+Shift+z');
  await expect(classChips).toHaveText([/background/, /cell/, /stroma/]);
});
