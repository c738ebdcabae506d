import type { Page } from '@playwright/test';
import { en } from '../../src-renderer/messages/en.ts';
import { fr } from '../../src-renderer/messages/fr.ts';
import { expect, test } from '../fixtures.ts';

test.use({ settings: { tourSeen: true, theme: 'dark', language: 'fr' } });

/** English texts that stand nowhere in the French catalogue, and patterns of those with names and numbers in them. */
function englishTexts(): { readonly texts: string[]; readonly patterns: string[] } {
  const texts: string[] = [];
  const frenchTexts = new Set<unknown>();
  const patterns: string[] = [];
  const visit = (english: unknown, french: unknown): void => {
    if (typeof english === 'string') {
      texts.push(english);
      frenchTexts.add(french);
    } else if (typeof english === 'function') {
      try {
        const fill = (made: (...values: unknown[]) => unknown): string => String(made(...Array.from({ length: english.length }, () => '⟦⟧')));
        const [text, other] = [fill(english as never), fill((values) => (french as (...v: unknown[]) => unknown)(values))];
        const words = text.replaceAll('⟦⟧', ' ').match(/\p{L}{3,}/gu) ?? [];
        if (text !== other && words.length >= 2) patterns.push(`^${text.split('⟦⟧').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+')}$`);
      } catch {
        // It wants more than words and numbers.
      }
    } else if (typeof english === 'object' && english !== null) {
      for (const [key, value] of Object.entries(english)) visit(value, (french as Record<string, unknown>)[key]);
    }
  };
  visit(en, fr);
  return { texts: texts.filter((text) => !frenchTexts.has(text)), patterns };
}

const english = englishTexts();

async function expectFrench(page: Page, where: string): Promise<void> {
  const left = await page.evaluate(({ texts, patterns }) => {
    const known = new Set(texts);
    const forms = patterns.map((pattern) => new RegExp(pattern));
    const seen = new Set<string>();
    for (const element of document.querySelectorAll('body, body *')) {
      for (const name of ['aria-label', 'title', 'placeholder', 'aria-description', 'alt']) {
        const value = element.getAttribute(name);
        if (value) seen.add(value.trim());
      }
      for (const child of element.childNodes) if (child.nodeType === Node.TEXT_NODE && child.textContent?.trim()) seen.add(child.textContent.trim());
    }
    return [...seen].filter((text) => known.has(text) || forms.some((form) => form.test(text)));
  }, english);
  expect(left, where).toEqual([]);
}

test('in French no word of the English catalogue is left, on any page', async ({ demoWorkspace }) => {
  const { page } = demoWorkspace;
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
  await expect(page.getByText('Pourquoi la question')).toBeVisible();
  for (const tab of ['Revue', 'Calques', 'Image']) {
    await page.getByRole('tab', { name: tab }).click();
    await expectFrench(page, `tab ${tab}`);
  }
  await page.keyboard.press('Control+k');
  await expect(page.getByTestId('palette')).toBeVisible();
  await expectFrench(page, 'palette');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('palette')).toBeHidden();
  await page.getByRole('application', { name: fr.canvas.name }).press('?');
  await expect(page.getByRole('dialog', { name: 'Touches et commandes' })).toBeVisible();
  await expectFrench(page, 'keys');
  await page.keyboard.press('Escape');
  for (const [index, name] of Object.values(fr.navigation.pages).entries()) {
    await page.keyboard.press(`Alt+${index + 1}`);
    await expect(page.getByRole('main')).toBeVisible();
    await expectFrench(page, name);
  }
  await page.keyboard.press('Alt+1');
  await page.getByRole('button', { name: 'Tous les projets' }).click();
  await expect(page.getByRole('button', { name: 'Nouveau projet' })).toBeVisible();
  await expectFrench(page, 'start');
  await page.getByRole('button', { name: 'Nouveau projet' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expectFrench(page, 'new project');
});
