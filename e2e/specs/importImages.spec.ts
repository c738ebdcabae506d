import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { SampleProject } from '../data/importSamples.ts';
import { writeBeside } from '../data/writeBeside.ts';
import { discsSample, writeSample, writeSamples } from '../data/writeSamples.ts';
import { expect, test } from '../fixtures.ts';
import { expectAccessible } from '../pages/expectAccessible.ts';
import { ImportDialog } from '../pages/ImportDialog.ts';
import type { WorkspacePage } from '../pages/WorkspacePage.ts';

/** A project of one image, with its list of images in sight. */
async function openProject(openSamples: (project: SampleProject) => Promise<WorkspacePage>): Promise<WorkspacePage> {
  const workspace = await openSamples({ samples: [discsSample('first.png', 36)] });
  await workspace.openTab('Image');
  return workspace;
}

test('label files beside images come into a project as labels, and a wrong pair is mended by keys alone', async ({ openSamples, program, dataFolder }) => {
  const { page } = await openProject(openSamples);
  const folder = join(dataFolder, 'side');
  await writeBeside(folder);
  const importing = new ImportDialog(page);
  await importing.open();
  await expect(importing.dialog).toBeVisible();
  await expect(importing.importButton).toBeDisabled();
  await expectAccessible(page, 'import, empty');
  await importing.field('Folder of images').fill(folder);
  await expect(importing.found).toContainText('3 of 3 images have a label file');
  await expect(importing.found).toContainText('Label files lie beside their images');
  await expect(importing.found).toContainText('1 image has a label file that does not fit c.png');
  await expect(importing.dialog).toContainText('Settle first what is marked above');
  await expect(importing.importButton).toBeDisabled();
  await expectAccessible(page, 'import with a wrong pair');

  await importing.labelFileOf('c.png').focus();
  await page.keyboard.press('Enter');
  await expect(importing.labelSearch('c.png')).toBeFocused();
  await page.keyboard.type('other');
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(importing.labelFileOf('c.png')).toHaveAccessibleName('Label file of c.png: other_mask.png');
  // Escape closes the list of label files, and not the dialog with all that was settled in it.
  await importing.labelFileOf('b.png').focus();
  await page.keyboard.press('Enter');
  await expect(importing.labelSearch('b.png')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(importing.labelFileOf('b.png')).toBeFocused();

  await importing.dialog.getByRole('radio', { name: 'Held back to measure models' }).check();
  await expect(importing.dialog).toContainText('3 images into Samples');
  await importing.importButton.focus();
  await page.keyboard.press('Enter');
  await expect(importing.dialog).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'Images 4' })).toBeVisible();
  const images = await program.host.client.images.list();
  expect(images.map(({ name, role, labelledFraction }) => [name, role, labelledFraction])).toEqual([
    ['a.png', 'heldBack', 1],
    ['b.png', 'heldBack', 1],
    ['c.png', 'heldBack', 1],
    ['first.png', 'work', 0],
  ]);
});

test('label values beyond the project’s classes are told before the import, and the classes added', async ({ openSamples, program, dataFolder }) => {
  const { page } = await openProject(openSamples);
  const imageFolder = join(dataFolder, 'more', 'images');
  const labelFolder = join(dataFolder, 'more', 'labels');
  await mkdir(imageFolder, { recursive: true });
  await mkdir(labelFolder, { recursive: true });
  await writeSample({ ...discsSample('x.png', 40), labels: (x) => (x < 20 ? 1 : 4) }, { imageFolder, labelFolder });
  await writeSample({ ...discsSample('y.png', 44), labels: () => 1 }, { imageFolder, labelFolder });
  const importing = new ImportDialog(page);
  await importing.open();
  await importing.field('Folder of images').fill(imageFolder);
  await expect(importing.dialog).toContainText('The label files hold 1 value that is no class of this project');
  await expect(importing.dialog).toContainText('4 in 1 file: x.png');
  await expect(importing.importButton).toBeDisabled();
  await expectAccessible(page, 'values beyond the classes');
  await importing.dialog.getByRole('button', { name: 'Add 2 classes to the project' }).click();
  await expect(importing.dialog).not.toContainText('no class of this project');
  await importing.importButton.click();
  await expect(page.getByRole('heading', { name: 'Images 3' })).toBeVisible();
  expect((await program.host.client.project.current())?.classes.map(({ name }) => name).slice(-2)).toEqual(['class 3', 'class 4']);
  expect((await program.host.client.images.list()).map(({ name, labelledFraction }) => [name, labelledFraction])).toEqual([['first.png', 0], ['x.png', 1], ['y.png', 1]]);
});

test('names that the project has are told, and what was chosen is kept while the dialog is closed', async ({ openSamples, dataFolder }) => {
  const { page } = await openProject(openSamples);
  const { images } = await writeSamples(join(dataFolder, 'again'), ['first.png', 'second.png']);
  const importing = new ImportDialog(page);
  await importing.open();
  await importing.field('Folder of images').fill(images);
  await expect(importing.dialog).toContainText('The project has an image of this name already');
  await expect(importing.importButton).toBeDisabled();
  await page.keyboard.press('Escape');
  await expect(importing.dialog).toHaveCount(0);
  await importing.open();
  await expect(importing.field('Folder of images')).toHaveValue(images);
  await expect(importing.found).toContainText('2 images');
});
