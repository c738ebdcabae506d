import { join } from 'node:path';
import { acceptRegions } from '../data/learnALittle.ts';
import { writeOtherWeights, writeResnet18 } from '../data/writeResnet18.ts';
import { expect, test } from '../fixtures.ts';
import { expectAccessible } from '../pages/expectAccessible.ts';
import { LearningPages } from '../pages/LearningPages.ts';
import { NetworkSettings } from '../pages/NetworkSettings.ts';

test('a DeepLab v3+ begins with the weights of a file that fits its encoder, and its model says what it is', async ({ demoWorkspace, program }) => {
  await acceptRegions(program.host, 1);
  await writeResnet18(join(program.dataFolder, 'resnet18.safetensors'));
  await writeOtherWeights(join(program.dataFolder, 'other.safetensors'));
  const { page } = demoWorkspace;
  const pages = new LearningPages(page);
  const network = new NetworkSettings(page);
  await pages.openNewNetworks();
  await expect(network.size).toContainText('1.97 million parameters');
  await network.choose('Network', 'DeepLab v3+');
  await expect(network.form.getByRole('combobox', { name: 'Encoder: ResNet-18, a quarter as wide' })).toBeVisible();
  await expect(network.size).toContainText(/thousand parameters|million parameters/);

  await network.pickWeights(program.dataFolder, 'other.safetensors');
  await expect(network.weights).toContainText('These are not the weights of this encoder (ResNet-18)');
  await expect(network.differences).toContainText('Missing in the file (99)');
  await expect(network.differences).toContainText('Not of this encoder (1)');
  await expect(network.differences).toContainText('something.else');
  await expect(network.differences).toContainText('conv1.weight: 8 × 3 × 7 × 7, must be 16 × 1 × 7 × 7');
  await expect(pages.startButton).toBeDisabled();
  await expectAccessible(page, 'weights that do not fit');

  await network.pickWeights(program.dataFolder, 'resnet18.safetensors');
  await expect(network.weights).toContainText(/ResNet-18, torchvision naming, \d+ thousand values: all 100 tensors fit/);
  await expect(network.differences).toBeHidden();
  await network.choose('Encoder', 'ResNet-34');
  await expect(network.weights).toContainText('These are not the weights of this encoder (ResNet-34)');
  await network.choose('Encoder', 'ResNet-18, a quarter as wide');
  await expect(network.weights).toContainText('all 100 tensors fit');

  await pages.startTiny(2);
  await expect(pages.candidate).toBeVisible({ timeout: 90_000 });
  await expect(pages.table.getByRole('row', { name: /^Network DeepLab/ })).toContainText('DeepLab v3+ on ResNet-18 at 0.25 of its width, weights of resnet18.safetensors');
  await pages.open('Models');
  const [newest] = (await program.host.client.training.runs()).map(({ modelName }) => modelName);
  await expect(pages.card(newest!)).toContainText('DeepLab v3+ on ResNet-18 at 0.25 of its width');
  await expect(pages.lineage).toContainText('DeepLab v3+ on ResNet-18');
  await expectAccessible(page, 'models of several networks');
});

test('a network that cannot be is refused beside its field, by keys alone, before a run begins', async ({ demoWorkspace, program }) => {
  await acceptRegions(program.host, 1);
  const { page } = demoWorkspace;
  const pages = new LearningPages(page);
  const network = new NetworkSettings(page);
  await pages.openNewNetworks();
  await expect(pages.startButton).toBeEnabled();
  await network.summary.focus();
  await page.keyboard.press('Enter');
  await network.field('Halvings').fill('9');
  await expect(pages.form).toContainText('A whole number from 1 to 6.');
  await expect(pages.startButton).toBeDisabled();
  await expectAccessible(page, 'a field that is wrong');
  await network.field('Halvings').fill('3');
  await expect(network.size).toContainText(/\d thousand parameters/);
  await expect(pages.startButton).toBeEnabled();
  await network.field('Dropout, share').fill('0.2');
  await network.field('Stochastic passes').fill('2');
  await pages.form.getByRole('switch', { name: 'Deep supervision' }).click();
  await expect(network.summary).toContainText('4 settings changed');

  await network.choose('Network', 'SETR-PUP');
  await network.field('Attention heads').fill('5');
  await expect(pages.form).toContainText('Must be a divisor of the width.');
  await expect(pages.startButton).toBeDisabled();

  await network.choose('Network', 'SegNet');
  await expect(network.field('Stochastic passes')).toBeDisabled();
  await network.field('Dropout, share').fill('0.5');
  await network.field('Stochastic passes').fill('8');
  await expect(network.summary).toContainText('2 settings changed');
  await expect(pages.startButton).toBeEnabled();
});

test('dropout, passes and deep supervision reach the model', async ({ demoWorkspace, program }) => {
  await acceptRegions(program.host, 1);
  const { page } = demoWorkspace;
  const pages = new LearningPages(page);
  const network = new NetworkSettings(page);
  await pages.openNewNetworks();
  await network.summary.click();
  await network.field('Channels, first level').fill('4');
  await network.field('Dropout, share').fill('0.2');
  await network.field('Stochastic passes').fill('2');
  await pages.form.getByRole('switch', { name: 'Deep supervision' }).click();
  await pages.startTiny(2);
  await expect(pages.candidate).toBeVisible({ timeout: 90_000 });
  const [run] = await program.host.client.training.runs();
  const models = await program.host.client.models.networks();
  expect(models.find(({ modelId }) => modelId === run!.modelId)).toMatchObject({
    network: { architecture: 'unet', config: { width: 4, depth: 4, dropout: 0.2, deepSupervision: true } },
    passes: 2,
  });
  await pages.open('Models');
  await expect(pages.card(run!.modelName!)).toContainText('U-Net, 2 stochastic passes each');
});

test('one training by a method gives several networks, and its settings reach the model', async ({ demoWorkspace, program }) => {
  await acceptRegions(program.host, 1);
  const { page } = demoWorkspace;
  const pages = new LearningPages(page);
  const network = new NetworkSettings(page);
  await pages.open('Training');
  await pages.form.getByRole('radio', { name: 'New networks' }).check();
  await network.summary.click();
  await network.field('Channels, first level').fill('4');
  await network.choose('How they disagree', 'SWAG');
  await expect(pages.form).toContainText('draws networks around their mean');
  await network.field('Networks drawn of each training').fill('many');
  await expect(pages.form).toContainText('A whole number from 1 to 64.');
  await expect(pages.startButton).toBeDisabled();
  await network.field('Networks drawn of each training').fill('3');
  await network.methodSummary.click();
  await network.field('Deviations kept').fill('1');
  await expect(network.methodSummary).toContainText('1 setting changed');
  await expect(pages.startButton).toBeDisabled();
  await network.field('Deviations kept').fill('2');
  await expectAccessible(page, 'a method and its settings');
  await expect(network.field('Trainings')).toHaveValue('1');
  await network.field('Steps each').fill('4');
  await pages.startButton.click();
  await expect(pages.candidate).toBeVisible({ timeout: 90_000 });
  await expect(pages.table.getByRole('row', { name: /^Method/ })).toContainText('SWAG');
  const [run] = await program.host.client.training.runs();
  expect(run!.settings).toMatchObject({ memberCount: 1, uncertainty: { method: 'swag', settings: { rank: 2 }, members: 3 } });
  const models = await program.host.client.models.networks();
  expect(models.find(({ modelId }) => modelId === run!.modelId)!.uncertainty).toMatchObject({ method: 'swag', settings: { rank: 2 }, members: 3 });
  expect((await program.host.client.models.list()).find(({ id }) => id === run!.modelId)!.memberCount).toBe(3);
  await pages.open('Models');
  await expect(pages.card(run!.modelName!)).toContainText('ensemble of 3 by SWAG');
});
