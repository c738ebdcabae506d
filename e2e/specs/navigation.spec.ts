import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';

const pages = ['Data', 'Training', 'Models', 'Insights', 'Jobs', 'Settings'] as const;

test('every page is one key away, and Escape leads back to the image where it was', async ({ demoWorkspace }) => {
  const { page, canvas, imageName } = demoWorkspace;
  const name = await imageName.innerText();
  for (const [place, title] of pages.entries()) {
    await page.keyboard.press(`Alt+${place + 2}`);
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
    await expect(page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name: title })).toHaveAttribute('aria-current', 'page');
    await page.keyboard.press('Escape');
    await expect(canvas.surface).toBeFocused();
  }
  await expect(imageName).toHaveText(name);
});

test('the view of the image is kept while another page is looked at', async ({ demoWorkspace }) => {
  const { page, canvas } = demoWorkspace;
  await canvas.press('Shift+0');
  const before = await page.getByTestId('cursor-readout').innerText();
  await page.keyboard.press('Alt+2');
  await expect(canvas.surface).toHaveCount(0);
  await page.keyboard.press('Alt+1');
  await expect(page.getByTestId('cursor-readout')).toHaveText(before, { useInnerText: true });
});

test('after a reload the corrections of before count as saved', async ({ demoWorkspace }) => {
  const { page, canvas, savedState } = demoWorkspace;
  await canvas.press('Enter');
  await expect(savedState).toHaveText(/^Saved /);
  await page.reload();
  await expect(savedState).toHaveText('All changes saved');
});

/** Text that its own box cuts off without a mark (an ellipsis is one), and controls that lie outside the window. */
async function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const isShown = (element: Element): boolean => element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) && !element.closest('.visually-hidden, [aria-hidden="true"]');
    const scrolls = (element: Element | null): boolean => {
      for (let at = element; at; at = at.parentElement) if (/auto|scroll/.test(getComputedStyle(at).overflow)) return true;
      return false;
    };
    return [...document.querySelectorAll('button, input, h1, h2, [role="tab"]')]
      .filter(isShown)
      .filter((element) => {
        const box = element.getBoundingClientRect();
        if (box.width <= 1) return false;
        const isOutside = box.left < -1 || box.right > innerWidth + 1 || box.top < -1 || box.bottom > innerHeight + 1;
        const style = getComputedStyle(element);
        const isCut = style.textOverflow !== 'ellipsis' && style.overflow !== 'visible' && element.scrollWidth > element.clientWidth + 1 && element.tagName !== 'INPUT';
        return (isOutside && !scrolls(element.parentElement)) || isCut;
      })
      .map((element) => `${element.tagName} ${element.getAttribute('aria-label') ?? element.textContent?.trim() ?? ''}`.slice(0, 80));
  });
}

test.describe('with text of 200 %', () => {
  test.use({ settings: { tourSeen: true, theme: 'dark', textSize: 200 } });

  test('nothing is cut off or out of reach on any page', async ({ demoWorkspace }) => {
    const { page } = demoWorkspace;
    await expect(page.locator('html')).toHaveCSS('font-size', '32px');
    expect(await cutOff(page), 'workspace').toEqual([]);
    for (const [place, title] of pages.entries()) {
      await page.keyboard.press(`Alt+${place + 2}`);
      await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
      expect(await cutOff(page), title).toEqual([]);
    }
    await demoWorkspace.toStart();
    await expect(page.getByRole('button', { name: 'New project' })).toBeVisible();
    expect(await cutOff(page), 'start').toEqual([]);
    await page.getByRole('button', { name: 'New project' }).click();
    await expect(page.getByRole('button', { name: 'Create the project' })).toBeInViewport({ ratio: 1 });
    expect(await cutOff(page), 'wizard').toEqual([]);
  });
});
