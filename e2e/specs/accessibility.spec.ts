import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';

/** The rules of WCAG 2.2 A and AA that a machine can judge. */
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
}

for (const theme of ['dark', 'light'] as const) {
  test(`every page can be used by everyone, ${theme}`, async ({ startPage, workspace, window }) => {
    if (theme === 'light') await window.getByRole('button', { name: 'Light theme' }).click();
    await expect(startPage.openDemoButton).toBeVisible();
    await expect(window.locator('html')).toHaveAttribute('data-theme', theme);
    await expectAccessible(window);

    const wizard = await startPage.startNewProject();
    await expect(wizard.createButton).toBeVisible();
    await expectAccessible(window);
    await wizard.backButton.click();

    await startPage.openDemo();
    await expect(workspace.queueItems.first()).toBeVisible({ timeout: 60_000 });
    for (const tab of ['Review', 'Layers', 'Image'] as const) {
      await workspace.openTab(tab);
      await expectAccessible(window);
    }

    await workspace.canvas.press('?');
    await expect(window.getByRole('dialog', { name: 'Keys and commands' })).toBeVisible();
    await expectAccessible(window);
    await window.keyboard.press('Escape');

    await workspace.openModels();
    await expect(window.getByRole('heading', { name: 'Models', level: 1 })).toBeVisible();
    await expectAccessible(window);
  });
}
