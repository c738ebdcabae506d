import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';

const pages = ['Data', 'Training', 'Models', 'Insights', 'Jobs', 'Settings'] as const;
/** More stops than any page has: what is not round by then holds the focus. */
const mostStops = 400;

/** Where the focus is: a path of the page's elements, whether it can be seen that it is there, and whether it is on screen. */
function focusNow(page: Page): Promise<{ readonly path: string; readonly isMarked: boolean; readonly isSeen: boolean } | null> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    if (!focused || focused === document.body) return null;
    const path: string[] = [];
    for (let at: Element | null = focused; at; at = at.parentElement) path.unshift(`${at.tagName}${[...(at.parentElement?.children ?? [])].indexOf(at)}`);
    const marked = (element: Element): boolean => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
      return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
    };
    const box = focused.getBoundingClientRect();
    return {
      path: `${path.join(' ')} ${focused.getAttribute('aria-label') ?? focused.textContent?.trim().slice(0, 40) ?? ''}`,
      isMarked: marked(focused) || (focused.parentElement !== null && marked(focused.parentElement)),
      isSeen: box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight,
    };
  });
}

/** Goes once round a page by Tab, from its first stop to its last. @returns every stop, in order */
async function goRound(page: Page, where: string): Promise<string[]> {
  const stops: string[] = [];
  // From wherever a page begins to its end, past which the focus leaves the page.
  do await page.keyboard.press('Tab');
  while (await focusNow(page));
  for (let stop = 0; stop < mostStops; stop++) {
    await page.keyboard.press('Tab');
    const now = await focusNow(page);
    if (!now) return stops;
    expect(stops, `${where}: the focus does not come back to ${now.path}`).not.toContain(now.path);
    expect(now.isMarked, `${where}: it is seen that ${now.path} has the focus`).toBe(true);
    expect(now.isSeen, `${where}: ${now.path} is on screen`).toBe(true);
    stops.push(now.path);
  }
  throw new Error(`${where}: Tab does not come round`);
}

test('Tab goes round every page, the focus is always seen and never held', async ({ demoWorkspace }) => {
  const { page } = demoWorkspace;
  for (const [place, title] of pages.entries()) {
    await page.keyboard.press(`Alt+${place + 2}`);
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
    expect((await goRound(page, title)).length, title).toBeGreaterThan(8);
  }
});

test('the canvas lets the focus go: by Escape onwards, by Shift and Tab back', async ({ demoWorkspace }) => {
  const { page, canvas } = demoWorkspace;
  await canvas.surface.focus();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(canvas.surface).not.toBeFocused();
  expect((await focusNow(page))?.isMarked).toBe(true);
  await canvas.surface.focus();
  await page.keyboard.press('Shift+Tab');
  await expect(canvas.surface).not.toBeFocused();
  expect(await focusNow(page)).not.toBeNull();
});

test('a dialog holds the focus while it is open and gives it back', async ({ demoWorkspace }) => {
  const { page } = demoWorkspace;
  const opener = page.getByTestId('scale-bar');
  await opener.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Set pixel size' });
  await expect(dialog).toBeVisible();
  for (let stop = 0; stop < 12; stop++) {
    await page.keyboard.press('Tab');
    expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  }
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(opener).toBeFocused();
});
