import type { Page } from '@playwright/test';
import { projectRoutes } from '../../src-renderer/app/routes.ts';
import { expect, test } from '../fixtures.ts';

/** What only scrolls within itself: the queue, the classes in hand and the tool's options. */
const mayScroll = '[data-testid="queue"], section[aria-label] > ul';

/** What makes the window, or a page in it, wider than it is. */
async function tooWide(page: Page): Promise<string[]> {
  return page.evaluate((allowed) => {
    const found: string[] = [];
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth) found.push(`the window: ${root.scrollWidth} of ${root.clientWidth}`);
    for (const element of document.querySelectorAll<HTMLElement>('main, main *, header, header *, [role="dialog"], [role="dialog"] *')) {
      if (element.matches(allowed) || element.scrollWidth <= element.clientWidth + 1) continue;
      if (['auto', 'scroll'].includes(getComputedStyle(element).overflowX)) found.push(`${element.tagName} ${element.className}: ${element.scrollWidth} of ${element.clientWidth}`);
    }
    return found;
  }, mayScroll);
}

for (const language of ['en', 'fr']) {
  for (const textSize of [100, 200]) {
    test.describe(`${language}, text at ${textSize} %`, () => {
      test.use({ settings: { tourSeen: true, theme: 'dark', language, textSize } });

      test('no page of a project scrolls sideways', async ({ demoWorkspace: { page } }) => {
        for (const [index, route] of projectRoutes.entries()) {
          await page.keyboard.press(`Alt+${index + 1}`);
          await expect(page.getByRole('navigation').first().locator('[aria-current="page"]')).toHaveCount(1);
          await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
          // With large text the table of images scrolls in its own frame: its columns are the user's choice.
          const found = (await tooWide(page)).filter((each) => !(textSize === 200 && route === 'data' && each.startsWith('DIV grid')));
          expect(found, route).toEqual([]);
        }
      });

      test('nor do the start page and the new project', async ({ emptyWindow: { page } }) => {
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        expect(await tooWide(page), 'start').toEqual([]);
        await page.getByRole('button', { name: /^(New project|Nouveau projet)/ }).click();
        await expect(page.getByRole('textbox').first()).toBeVisible();
        expect(await tooWide(page), 'new project').toEqual([]);
      });
    });
  }
}
