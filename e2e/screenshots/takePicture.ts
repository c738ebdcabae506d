import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';

const folder = join(import.meta.dirname, '..', '..', 'docs', 'screenshots');

/** Writes what the window shows to `docs/screenshots/<name>.png`, the pointer's hints and the text cursor left out. */
export async function takePicture(page: Page, name: string): Promise<void> {
  const path = join(folder, `${name}.png`);
  await mkdir(dirname(path), { recursive: true });
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
}
