import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';

/** The table of every image. */
export class DataPage {
  readonly page: Page;
  readonly grid: Locator;
  readonly rows: Locator;
  /** "12 images", "3 of 12 images". */
  readonly shownCount: Locator;
  readonly search: Locator;

  constructor(page: Page) {
    this.page = page;
    this.grid = page.getByRole('grid', { name: 'Images of the project' });
    this.rows = page.getByTestId('data-row');
    this.shownCount = page.getByTestId('shown-count');
    this.search = page.getByRole('searchbox', { name: 'Find by name' });
  }

  async open(): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name: 'Data' }).click();
    await expect(this.rows.first()).toBeVisible();
  }

  row(name: string): Locator {
    return this.rows.filter({ hasText: name });
  }

  header(name: string): Locator {
    return this.grid.getByRole('columnheader', { name, exact: true });
  }

  async sortBy(name: string): Promise<void> {
    await this.header(name).getByRole('button').click();
  }

  async filter(which: 'State' | 'Role', choice: string): Promise<void> {
    await this.page.getByRole('combobox', { name: new RegExp(`^${which}:`) }).click();
    await this.page.getByRole('option', { name: choice, exact: true }).click();
  }

  async select(...names: readonly string[]): Promise<void> {
    for (const name of names) await this.row(name).getByRole('checkbox').click();
  }

  async act(name: string): Promise<void> {
    await this.page.getByRole('toolbar').getByRole('button', { name, exact: true }).click();
  }

  /** Names of the shown images, from the top. */
  async names(): Promise<string[]> {
    return this.rows.evaluateAll((rows) => rows.map((row) => row.querySelectorAll('[role="gridcell"]')[2]?.textContent?.trim() ?? ''));
  }
}
