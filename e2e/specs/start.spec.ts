import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { discsSample } from '../data/writeSamples.ts';
import { sampleProjectFolder } from '../data/importSamples.ts';
import { expect, test } from '../fixtures.ts';
import { SettingsPage } from '../pages/SettingsPage.ts';
import { StartPage } from '../pages/StartPage.ts';
import { WorkspacePage } from '../pages/WorkspacePage.ts';

test('a recent project tells its name, folder and images, says when it is gone, and can be taken off the list', async ({ openSamples, dataFolder }) => {
  const workspace = await openSamples({ samples: [discsSample('one.png', 32), discsSample('two.png', 40)] });
  const { page } = workspace;
  const start = new StartPage(page);
  await workspace.toStart();
  const recent = start.recentProject('Samples');
  await expect(recent).toContainText('2 images');
  await expect(recent).toContainText(sampleProjectFolder(dataFolder));

  await rename(sampleProjectFolder(dataFolder), join(dataFolder, 'elsewhere'));
  await page.reload();
  await expect(recent).toContainText('The folder is not there');
  await expect(recent).toBeDisabled();

  await page.getByRole('button', { name: 'Take Samples off the list' }).click();
  await expect(page.getByRole('heading', { name: 'No projects yet' })).toBeVisible();
});

test('settings can be reached before any project, without those of a project', async ({ startPage, window }) => {
  await expect(startPage.openDemoButton).toBeVisible();
  await window.getByRole('button', { name: 'Settings' }).click();
  await expect(window.getByRole('tab')).toHaveText(['Appearance', 'Engine', 'About']);
  await new SettingsPage(window).setTheme('Light');
  await expect(window.locator('html')).toHaveAttribute('data-theme', 'light');
  await window.getByRole('button', { name: 'Back' }).click();
  await expect(startPage.openDemoButton).toBeVisible();
});

test.describe('the first time', () => {
  test.use({ settings: { tourSeen: true } });

  test('the window takes the look that the system asks for, and changes with it', async ({ window, startPage }) => {
    await expect(startPage.openDemoButton).toBeVisible();
    for (const colorScheme of ['light', 'dark', 'light'] as const) {
      await window.emulateMedia({ colorScheme });
      await expect(window.locator('html')).toHaveAttribute('data-theme', colorScheme);
    }
  });
});

test('the start page is worked by keys alone', async ({ startPage, window }) => {
  await expect(startPage.openDemoButton).toBeVisible();
  await startPage.openDemoButton.focus();
  await window.keyboard.press('Tab');
  await expect(startPage.newProjectButton).toBeFocused();
  await window.keyboard.press('Enter');
  await expect(window.getByRole('heading', { level: 1, name: 'New project' })).toBeVisible();
});

test('the demo is opened from the start page', async ({ program }) => {
  await program.giveDemo();
  const page = await program.start();
  await new StartPage(page).openDemo();
  await new WorkspacePage(page).ready();
});
