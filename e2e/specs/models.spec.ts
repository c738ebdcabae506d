import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { acceptRegions, trainTiny } from '../data/learnALittle.ts';
import { expect, test } from '../fixtures.ts';
import { expectAccessible } from '../pages/expectAccessible.ts';
import { LearningPages } from '../pages/LearningPages.ts';

test('a card tells what a model is and how well it does, class by class', async ({ demoWorkspace }) => {
  const pages = new LearningPages(demoWorkspace.page);
  await pages.open('Models');
  const card = pages.card('Starter');
  await expect(card).toContainText('U-Net, ensemble of 4, made elsewhere');
  await expect(card).toContainText(/Dice\s*0\.\d{3}/);
  await expect(card).toContainText(/ECE\s*\d\.\d %/);
  await expect(card.getByRole('listitem').filter({ hasText: 'nucleus' })).toContainText(/0\.\d{3}/);
});

test('a model is renamed in place; Escape gives the name up', async ({ demoWorkspace }) => {
  const { page } = demoWorkspace;
  const pages = new LearningPages(page);
  await pages.open('Models');
  const name = page.getByRole('textbox', { name: /^Name of/ });
  await name.fill('Never mind');
  await name.press('Escape');
  await expect(name).toHaveValue('Starter');
  await name.fill('First ensemble');
  await name.press('Enter');
  await expect(demoWorkspace.modelInUse).toHaveText('First ensemble');
  await page.reload();
  await expect(demoWorkspace.modelInUse).toHaveText('First ensemble');
});

test('the reliability diagram shows how far its certainty can be trusted, by keys as well', async ({ demoWorkspace }) => {
  const pages = new LearningPages(demoWorkspace.page);
  await pages.open('Models');
  await pages.card('Starter').getByRole('button', { name: 'Reliability' }).click();
  const plot = pages.plot('Reliability');
  await expect(plot).toContainText(/Of the pixels it calls \d+\s% sure, \d+\s% are right/);
  await plot.getByRole('img').focus();
  await demoWorkspace.page.keyboard.press('ArrowRight');
  await expect(plot).toContainText('how sure it is (%): 0');
  await demoWorkspace.page.keyboard.press('ArrowRight');
  await expect(plot).toContainText(/how sure it is \(%\): [1-9]\d/);
});

test('calibrating fits its certainty on the held-back images, and the card shows what it is worth', async ({ demoWorkspace }) => {
  const { page } = demoWorkspace;
  const pages = new LearningPages(page);
  await pages.open('Models');
  const card = pages.card('Starter');
  await card.getByRole('button', { name: 'Reliability' }).click();
  await expect(card.getByTestId('calibration')).toContainText('Not calibrated yet');
  await card.getByRole('button', { name: 'Calibrate', exact: true }).click();
  await expect(card.getByTestId('calibration')).toContainText(/divided by a temperature of \d\.\d\d, fitted on [\d,]+ labelled pixels of \d+ held-back images/, { timeout: 120_000 });
  await expect(card.getByTestId('calibration')).toContainText('images that the temperature was not fitted on');
  await expect(pages.plot('Reliability')).toContainText('Before calibration');
  await expect(pages.plot('Risk and coverage')).toContainText(/Among the surest half of the pixels \d+\.\d\s% are wrong/);
  await expect(pages.plot('Confidence')).toContainText(/of the pixels are called more than 93\s% sure/);
  await expect(card.getByTestId('misses')).toContainText(/held-back images/);
  await expect(card.getByRole('table', { name: 'Each class on the held-back images' }).getByRole('row', { name: /nucleus/ })).toContainText(/0\.\d{3}.*0\.\d{3}/);
  await expectAccessible(page, 'a model card with its certainty');
});

test('a temperature for each class can be asked for: the card says so, and the table has each', async ({ demoWorkspace }) => {
  const { page } = demoWorkspace;
  const pages = new LearningPages(page);
  await pages.open('Models');
  const card = pages.card('Starter');
  await card.getByRole('button', { name: 'Reliability' }).click();
  await card.getByRole('combobox', { name: 'Temperature: Whichever is worth more' }).click();
  await page.getByRole('option', { name: /^One for each class/ }).click();
  await expect(card.getByTestId('calibration')).toContainText(/divided by a temperature for each class, \d+\.\d\d to \d+\.\d\d, fitted on [\d,]+ labelled pixels/, { timeout: 120_000 });
  await expect(card.getByRole('combobox', { name: 'Temperature: One for each class' })).toBeVisible();
  const table = card.getByRole('table', { name: 'Each class on the held-back images' });
  await expect(table.getByRole('columnheader').getByText('T', { exact: true })).toBeVisible();
  await expect(table.getByRole('row', { name: /nucleus/ })).toContainText(/0\.\d{3}.*%\s*\d\.\d\d/);
  await expectAccessible(page, 'a model card with a temperature for each class');
});

test('a worse candidate is not pressed on the user; it can be used all the same, and gone back from', async ({ demoWorkspace, program }) => {
  await acceptRegions(program.host, 1);
  await trainTiny(program.host, 1);
  const pages = new LearningPages(demoWorkspace.page);
  await pages.open('Models');
  const candidate = pages.card('Model 2');
  await expect(candidate).toContainText('learned on from Starter');
  await expect(candidate).toContainText('Learned from 1 correction');
  await expect(candidate).toContainText(/worse/);
  await expect(candidate.getByRole('button', { name: 'Keep Starter' })).toHaveClass(/primary/);
  await expect(candidate.getByRole('button', { name: 'Use it all the same' })).not.toHaveClass(/primary/);
  await candidate.getByRole('button', { name: 'Use it all the same' }).click();
  await expect(demoWorkspace.modelInUse).toHaveText('Model 2');
  await expect(pages.lineage.getByRole('button', { name: /^Model 2 In use/ })).toBeVisible();
  await pages.card('Starter').getByRole('button', { name: 'Go back to it' }).click();
  await expect(demoWorkspace.modelInUse).toHaveText('Starter');
  await expect(pages.card('Model 2').getByRole('button', { name: 'Go back to it' })).toBeVisible();
});

test('a model goes out as an ONNX file and comes in again, read only', async ({ demoWorkspace, dataFolder, program }) => {
  const { page } = demoWorkspace;
  const pages = new LearningPages(page);
  await pages.open('Models');
  await pages.card('Starter').getByRole('button', { name: 'Export to ONNX …' }).click();
  const exporting = page.getByRole('dialog', { name: 'Export Starter to ONNX' });
  await exporting.getByRole('textbox', { name: 'Folder to write to' }).fill(join(dataFolder, 'out'));
  await exporting.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(exporting).toBeHidden();
  const path = join(dataFolder, 'out', 'Starter.onnx');
  await expect.poll(() => existsSync(path)).toBe(true);

  await page.getByRole('button', { name: 'Import a model …' }).click();
  const importing = page.getByRole('dialog', { name: 'Import a model' });
  await importing.getByRole('textbox', { name: 'Folder or .onnx file' }).fill(path);
  await importing.getByRole('button', { name: 'Import', exact: true }).click();
  const card = page.getByRole('article').filter({ hasText: 'ONNX graph, read only' });
  await expect(card).toContainText('one network, made elsewhere');
  await expect(card.getByRole('button', { name: 'Export to ONNX …' })).toHaveCount(0);
  await card.getByRole('button', { name: 'Measure' }).click();
  await expect(card).toContainText(/Dice\s*0\.\d{3}/);
  const models = await program.host.client.models.list();
  const [ours, theirs] = ['unet', 'onnx'].map((architecture) => models.find((model) => model.architecture === architecture)!.figures!.dice);
  expect(theirs).toBeCloseTo(ours!, 3);
});
