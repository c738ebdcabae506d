import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeBeside } from '../data/writeBeside.ts';
import { discsSample, writePlainLabels, writeSample, writeSamples } from '../data/writeSamples.ts';
import { expect, test } from '../fixtures.ts';
import { expectAccessible } from '../pages/expectAccessible.ts';

const names = ['cells-1.png', 'cells-2.png', 'cells-3.png', 'cells-4.png', 'cells-5.png'];

test('a project is made from a folder of images and their labels', async ({ startPage, workspace, window, dataFolder }) => {
  const samples = await writeSamples(dataFolder, names);
  const wizard = await startPage.startNewProject();
  await wizard.fill({
    name: 'Kärnor <b>1</b>',
    projectFolder: join(dataFolder, 'project'),
    imageFolder: samples.images,
    labelFolder: samples.labels,
    labelKind: 'Class indices',
  });
  // Objects 1 and 2 are classes here, and the project has but one beside the background.
  await expect(wizard.found).toBeVisible();
  if (await wizard.className(2).isVisible()) await window.getByRole('button', { name: /^Remove class/ }).click();
  await wizard.create();
  await expect(wizard.problem).toContainText('A label file holds a class the project does not have');
  await expect(wizard.problem).toContainText('cells-1.png');

  await wizard.fill({
    name: 'Kärnor <b>1</b>',
    projectFolder: join(dataFolder, 'project'),
    imageFolder: samples.images,
    labelFolder: samples.labels,
    labelKind: 'Numbered objects',
  });
  await wizard.create();
  await expect(workspace.projectName).toHaveText('Kärnor <b>1</b>');
  await workspace.openTab('Image');
  for (const name of names) await expect(workspace.page.getByRole('button', { name })).toBeVisible();
  // Every fifth labelled image measures.
  await expect(workspace.page.getByRole('button', { name: /Held back$/ }).and(workspace.page.locator('li button'))).toHaveCount(1);

  await workspace.toStart();
  await startPage.recentProject('Kärnor <b>1</b>').click();
  await expect(workspace.projectName).toHaveText('Kärnor <b>1</b>');
});

test('a broken image is named, and nothing is half imported', async ({ startPage, workspace, dataFolder }) => {
  const samples = await writeSamples(dataFolder, names);
  await writeFile(join(samples.images, 'cells-3.png'), 'this is no picture');
  const wizard = await startPage.startNewProject();
  const project = { name: 'Broken', projectFolder: join(dataFolder, 'project'), imageFolder: samples.images };
  await wizard.fill(project);
  await wizard.create();
  await expect(wizard.problem).toContainText('An image can’t be read');
  await expect(wizard.problem).toContainText('cells-3.png');

  const whole = await writeSamples(join(dataFolder, 'whole'), ['only.png']);
  await wizard.fill({ ...project, imageFolder: whole.images });
  await wizard.create();
  await expect(workspace.projectName).toHaveText('Broken');
  await workspace.openTab('Image');
  await expect(workspace.page.getByRole('heading', { name: 'Images 1' })).toBeVisible();
});

test('a label of another size is named', async ({ startPage, dataFolder }) => {
  const samples = await writeSamples(dataFolder, names);
  await writePlainLabels(join(samples.labels, 'cells-2.png'), { side: 32 });
  const wizard = await startPage.startNewProject();
  await wizard.fill({
    name: 'Sizes',
    projectFolder: join(dataFolder, 'project'),
    imageFolder: samples.images,
    labelFolder: samples.labels,
  });
  await wizard.create();
  await expect(wizard.problem).toContainText('A label file has another size than its image');
  await expect(wizard.problem).toContainText('cells-2.png');
});

test('a folder that is not there is named', async ({ startPage, dataFolder }) => {
  const wizard = await startPage.startNewProject();
  await wizard.fill({ name: 'None', projectFolder: join(dataFolder, 'project'), imageFolder: join(dataFolder, 'nowhere') });
  await wizard.create();
  await expect(wizard.problem).toContainText('nowhere');
});

test('a folder is looked into: formats, channels, pixel size and labels are said, and the rest suggested', async ({ startPage, dataFolder }) => {
  const imageFolder = join(dataFolder, 'liver', 'images');
  const labelFolder = join(dataFolder, 'liver', 'labels');
  await mkdir(imageFolder, { recursive: true });
  await mkdir(labelFolder, { recursive: true });
  await writeSample({ ...discsSample('cells.png', 32), labels: (x) => (x < 16 ? 1 : 2) }, { imageFolder, labelFolder });
  await writeSample({ name: 'stack.tif', width: 16, height: 16, slices: 3, draw: (x) => x }, { imageFolder, labelFolder });
  await writeFile(join(imageFolder, 'broken.png'), 'this is no picture');
  const wizard = await startPage.startNewProject();
  await wizard.field('Folder of images').fill(imageFolder);

  await expect(wizard.found).toContainText('4 images');
  await expect(wizard.found).toContainText('PNG 1');
  await expect(wizard.found).toContainText('stack.tif: 3 slices');
  await expect(wizard.found).toContainText('1 of 4 images have a label file');
  await expect(wizard.found).toContainText('1 file can’t be read');
  await expect(wizard.found).toContainText('broken.png');
  await expect(wizard.field('Folder of labels (optional)')).toHaveValue(labelFolder);
  await expect(wizard.field('Name')).toHaveValue('liver');
  await expect(wizard.field('Project folder')).toHaveValue(/liver$/);
});

test('what is missing is said beside its field, and the action stays in sight', async ({ startPage, window }) => {
  const wizard = await startPage.startNewProject();
  await wizard.create();
  await expect(wizard.field('Folder of images')).toBeFocused();
  for (const field of ['Folder of images', 'Name', 'Project folder'] as const) await expect(wizard.field(field)).toHaveAttribute('aria-invalid', 'true');
  await expect(window.getByText('Give the project a name.')).toBeVisible();
  await expect(wizard.createButton).toBeInViewport({ ratio: 1 });
  await wizard.field('Name').fill('Cells');
  await expect(wizard.field('Name')).not.toHaveAttribute('aria-invalid', 'true');
});

test('images are dropped, copied and made a project of, which says what to do next', async ({ startPage, workspace, window, dataFolder }) => {
  const samples = await writeSamples(join(dataFolder, 'dropped'), ['a.png', 'b.png']);
  const wizard = await startPage.startNewProject();
  await wizard.drop(samples.images);
  await expect(wizard.found).toContainText('2 images');
  await expect(wizard.dropZone).toContainText('2 dropped files');
  await wizard.field('Name').fill('Dropped');
  await wizard.field('Project folder').fill(join(dataFolder, 'project'));
  await wizard.create();
  await expect(workspace.projectName).toHaveText('Dropped');
  const next = window.getByTestId('next-steps');
  await expect(next).toContainText('Label a little');
  await next.getByRole('button', { name: 'Begin' }).click();
  await expect(next).toHaveCount(0);
  await workspace.openTab('Image');
  for (const name of ['a.png', 'b.png']) await expect(window.getByRole('button', { name })).toBeVisible();
});

test('label files beside their images are told from them, and a wrong pair is mended by keys alone', async ({ startPage, workspace, window, program, dataFolder }) => {
  const folder = join(dataFolder, 'side');
  await writeBeside(folder);
  const wizard = await startPage.startNewProject();
  await wizard.field('Folder of images').fill(folder);
  await expect(wizard.found).toContainText('3 of 3 images have a label file');
  await expect(wizard.found).toContainText('Label files lie beside their images');
  await expect(wizard.found).toContainText('1 label file goes with no image: other_mask.png');
  await expect(wizard.found).toContainText('1 image has a label file that does not fit c.png');
  await expect(wizard.labelFileOf('a.png')).toHaveAccessibleName('Label file of a.png: a_mask.png');
  await expect(wizard.found).toContainText('16 × 16 px, its image 32 × 24 px');
  await expectAccessible(window, 'list of pairs');

  await wizard.labelFileOf('c.png').focus();
  await window.keyboard.press('Enter');
  await expect(wizard.labelSearch('c.png')).toBeFocused();
  await window.keyboard.type('OTHER');
  await expect(window.getByRole('option')).toHaveCount(1);
  await expectAccessible(window, 'list of label files');
  await window.keyboard.press('ArrowDown');
  await window.keyboard.press('Enter');
  await expect(wizard.labelFileOf('c.png')).toBeFocused();
  await expect(wizard.labelFileOf('c.png')).toHaveAccessibleName('Label file of c.png: other_mask.png');
  await expect(wizard.found).not.toContainText('does not fit');

  // None is a choice as well, and Escape changes nothing.
  await wizard.labelFileOf('b.png').focus();
  await window.keyboard.press('ArrowDown');
  await expect(wizard.labelSearch('b.png')).toBeFocused();
  await window.keyboard.press('Escape');
  await expect(wizard.labelFileOf('b.png')).toBeFocused();
  await expect(wizard.labelFileOf('b.png')).toHaveAccessibleName('Label file of b.png: b_mask.png');
  await window.keyboard.press('Enter');
  await expect(wizard.labelSearch('b.png')).toBeFocused();
  await window.keyboard.type('none');
  await window.keyboard.press('ArrowDown');
  await window.keyboard.press('Enter');
  await expect(wizard.labelFileOf('b.png')).toHaveAccessibleName('Label file of b.png: none');
  await expect(wizard.found).toContainText('2 of 3 images have a label file');

  await wizard.field('Project folder').fill(join(dataFolder, 'project'));
  await wizard.create();
  await expect(workspace.projectName).toHaveText('side');
  const images = await program.host.client.images.list();
  expect(images.map(({ name, labelledFraction }) => [name, labelledFraction])).toEqual([['a.png', 1], ['b.png', 0], ['c.png', 1]]);
});

test('of several people’s labels one is chosen, gold first', async ({ startPage, dataFolder }) => {
  const set = join(dataFolder, 'people');
  for (const place of ['images', 'annotators/1', 'annotators/2', 'gold']) {
    await mkdir(join(set, place), { recursive: true });
    await writeSample({ name: 'a.png', width: 16, height: 16, draw: (x) => (x < 8 ? 1 : 0) }, { imageFolder: join(set, place), labelFolder: set });
  }
  const wizard = await startPage.startNewProject();
  await wizard.field('Folder of images').fill(set);
  await expect(wizard.field('Folder of labels (optional)')).toHaveValue(join(set, 'gold'));
  await wizard.page.getByRole('combobox', { name: 'Whose labels: gold' }).press('Enter');
  await wizard.page.getByRole('option', { name: 'annotators/2' }).click();
  await expect(wizard.field('Folder of labels (optional)')).toHaveValue(join(set, 'annotators', '2'));
  await expect(wizard.page.getByRole('combobox', { name: 'Whose labels: annotators/2' })).toBeFocused();
  await expect(wizard.found).toContainText('1 of 1 image have a label file');
});
