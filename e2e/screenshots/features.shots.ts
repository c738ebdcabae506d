import { join } from 'node:path';
import { acceptRegions } from '../data/learnALittle.ts';
import { writePlates } from '../data/writePlates.ts';
import { expect, test } from '../fixtures.ts';
import { LearningPages } from '../pages/LearningPages.ts';
import { goTo } from './goTo.ts';
import { takePicture } from './takePicture.ts';

/** A cell as a soft disc. */
function cell(x: number, y: number, centre: readonly [number, number], radius: number): number {
  const distance = Math.hypot(x - centre[0], y - centre[1]) / radius;
  return distance < 1 ? 1 - distance ** 4 : 0;
}

const centres: readonly (readonly [number, number])[] = Array.from({ length: 14 }, (_, index) => [50 + ((index * 97) % 420), 40 + ((index * 151) % 430)]);

/** Three fluorescence channels: nuclei, the cells around them, granules. */
function fluorescence(x: number, y: number, channel: number): number {
  const grain = ((x * 2_654_435_761 + y * 40_503) >>> 8) % 12;
  const light = centres.reduce((sum, centre, index) => {
    const [left, top] = centre;
    if (channel === 0) return sum + 150 * cell(x, y, centre, 17 + (index % 4));
    if (channel === 1) return sum + 90 * cell(x, y, centre, 38 + (index % 7));
    return sum + 120 * cell(x, y, [left + 14 * Math.cos(index * 2), top + 14 * Math.sin(index * 2)], 5);
  }, 0);
  return Math.min(255, light + grain);
}

test('channels', async ({ openSamples }) => {
  const workspace = await openSamples({ samples: [{ name: 'cells.tif', width: 512, height: 512, channels: 3, draw: fluorescence }] });
  const { page } = workspace;
  await workspace.openTab('Image');
  await takePicture(page, 'channels');
});

test('stack', async ({ openSamples }) => {
  const draw = (x: number, y: number, _channel: number, slice: number): number =>
    30 + centres.reduce((sum, centre, index) => sum + 160 * cell(x, y, centre, 34 - 4 * Math.abs(slice - (index % 9))), 0) + ((x * 31 + y * 17) % 9);
  const workspace = await openSamples({ samples: [{ name: 'section.tif', width: 512, height: 512, slices: 9, draw: (...at) => Math.min(255, draw(...at)) }] });
  const { page } = workspace;
  for (let slice = 0; slice < 4; slice++) await workspace.canvas.press('ArrowDown');
  await expect(workspace.canvas.loading).toHaveCount(0);
  await takePicture(page, 'stack');
});

test('overlays, comparison, palette and keys', async ({ demoWorkspace }) => {
  const { page, canvas } = demoWorkspace;
  await demoWorkspace.openTab('Layers');
  await takePicture(page, 'layers');
  await demoWorkspace.openTab('Review');
  await canvas.press('c');
  await takePicture(page, 'side-by-side');
  await canvas.press('Shift+V');
  await takePicture(page, 'compare');
  await canvas.press('c');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
  await takePicture(page, 'palette');
  await page.keyboard.press('Escape');
  await canvas.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await takePicture(page, 'keys');
});

test('label', async ({ demoWorkspace }) => {
  const { page, canvas } = demoWorkspace;
  await canvas.press('p');
  for (const [x, y] of [[0.45, 0.35], [0.58, 0.32], [0.66, 0.45], [0.6, 0.6], [0.48, 0.58]] as const) {
    await canvas.pointAt({ x, y });
    await page.mouse.down();
    await page.mouse.up();
  }
  await takePicture(page, 'label');
});

test('new project', async ({ emptyWindow }) => {
  const { page } = emptyWindow;
  await emptyWindow.startNewProject();
  await takePicture(page, 'new-project');
});

test('new project, found', async ({ emptyWindow, dataFolder }) => {
  const { page } = emptyWindow;
  const folder = join(dataFolder, 'nuclei');
  await writePlates(folder);
  const wizard = await emptyWindow.startNewProject();
  await wizard.field('Folder of images').fill(folder);
  const wrong = wizard.labelFileOf('plate1_well4.png');
  await expect(wrong).toBeVisible();
  await wizard.field('Folder of images').scrollIntoViewIfNeeded();
  await wrong.click();
  await expect(wizard.labelSearch('plate1_well4.png')).toBeFocused();
  await expect(page.getByRole('option').first()).toBeVisible();
  await takePicture(page, 'new-project-found');
});

test('learning', async ({ demoWorkspace, program }) => {
  const { page } = demoWorkspace;
  await acceptRegions(program.host, 24);
  const pages = new LearningPages(page);
  await pages.open('Training');
  await pages.field('Networks').fill('2');
  await pages.field('Steps each').fill('40');
  await pages.startButton.click();
  await expect(pages.candidate).toBeVisible({ timeout: 180_000 });
  await expect(page.getByRole('img', { name: /^Prediction on/ }).first()).toBeVisible();
  await takePicture(page, 'learned-training');
  await goTo(page, 'models');
  await page.getByRole('button', { name: 'Reliability' }).first().click();
  await takePicture(page, 'learned-models');
  await goTo(page, 'insights');
  await takePicture(page, 'learned-insights');
  await goTo(page, 'jobs');
  await takePicture(page, 'learned-jobs');
});
