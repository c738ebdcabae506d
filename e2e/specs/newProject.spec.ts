import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writePlainLabels, writeSamples } from '../data/writeSamples.ts';
import { expect, test } from '../fixtures.ts';

const names = ['cells-1.png', 'cells-2.png', 'cells-3.png', 'cells-4.png', 'cells-5.png'];

test('a project is made from a folder of images and their labels', async ({ startPage, workspace, dataFolder }) => {
  const samples = await writeSamples(dataFolder, names);
  const wizard = await startPage.startNewProject();
  await expect(wizard.createButton).toBeDisabled();
  await wizard.fill({
    name: 'Kärnor <b>1</b>',
    projectFolder: join(dataFolder, 'project'),
    imageFolder: samples.images,
    labelFolder: samples.labels,
    labelKind: 'Class indices',
  });
  // Objects 1 and 2 are classes here, and the project has but one beside the background.
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
