import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { discsSample, writePlainLabels, writeSample, writeSamples } from '../data/writeSamples.ts';
import { expect, test } from '../fixtures.ts';

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
