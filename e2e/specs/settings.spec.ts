import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { discsSample } from '../data/writeSamples.ts';
import { expect, test } from '../fixtures.ts';
import { SettingsPage } from '../pages/SettingsPage.ts';

const samples = [discsSample('one.png', 32)];

test('theme and size of text take hold at once and are there after a reload', async ({ openSamples, dataFolder }) => {
  const { page } = await openSamples({ samples });
  const settings = new SettingsPage(page);
  await settings.open();
  await settings.setTheme('Light');
  await settings.choose('Size of text', '125 %');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await expect(page.locator('html')).toHaveCSS('font-size', '20px');
  await expect.poll(async () => readFile(join(dataFolder, 'settings.json'), 'utf8')).toContain('"textSize": 125');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await expect(page.locator('html')).toHaveCSS('font-size', '20px');
});

test('French is chosen, the window is loaded anew and speaks it', async ({ openSamples }) => {
  const { page } = await openSamples({ samples });
  const settings = new SettingsPage(page);
  await settings.open();
  await settings.choose('Language', 'Français');
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
  await expect(page.getByRole('tab', { name: 'Revue' })).toBeVisible();
});

test('the engine page says what runs and why, and restarts it with fewer threads', async ({ openSamples }) => {
  const { page } = await openSamples({ samples });
  const settings = new SettingsPage(page);
  await settings.open('Engine');
  await expect(page.getByTestId('engine-now')).toContainText('Running', { timeout: 60_000 });
  const threads = page.getByRole('textbox', { name: 'Processor threads' });
  await threads.fill('many');
  await expect(page.getByText('A whole number from 1 to 1024')).toBeVisible();
  await threads.fill('1');
  await page.getByRole('button', { name: 'Save and restart the engine' }).click();
  await expect(page.getByText('The engine runs with these settings.')).toBeVisible({ timeout: 60_000 });
});

test('a class is renamed, one added and one retired, and the project remembers', async ({ openSamples }) => {
  const workspace = await openSamples({ samples });
  const { page } = workspace;
  const settings = new SettingsPage(page);
  await settings.open('Project');
  await page.getByRole('textbox', { name: 'Name of the project' }).fill('Renamed');
  await page.getByRole('textbox', { name: 'Name of class 1' }).fill('cell');
  await page.getByRole('button', { name: 'Add a class' }).click();
  await expect(page.getByText('Every class needs a name.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Name of class 3' }).fill('vessel');
  await page.getByRole('button', { name: 'Retire class stroma' }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await expect(workspace.projectName).toHaveText('Renamed');
  await page.reload();
  await settings.open('Project');
  await expect(page.getByRole('textbox', { name: 'Name of class 1' })).toHaveValue('cell');
  await expect(page.getByRole('textbox', { name: 'Name of class 3' })).toHaveValue('vessel');
  await expect(page.getByRole('button', { name: 'Use class stroma again' })).toBeVisible();
});
