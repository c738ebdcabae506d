import type { Locator, Page } from '@playwright/test';

/** The palette that finds every command, image, class, page and model. */
export class CommandPalette {
  readonly page: Page;
  readonly dialog: Locator;
  readonly field: Locator;
  readonly items: Locator;
  /** Says how many were found, or why what was chosen can't be done. */
  readonly status: Locator;

  constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByTestId('palette');
    this.field = this.dialog.getByRole('combobox');
    this.items = this.dialog.getByRole('option');
    this.status = this.dialog.getByRole('status');
  }

  async open(): Promise<void> {
    await this.page.keyboard.press('Control+k');
  }

  /** Opens it, types and takes the best. */
  async run(typed: string): Promise<void> {
    await this.open();
    await this.field.fill(typed);
    await this.page.keyboard.press('Enter');
    await this.dialog.waitFor({ state: 'hidden' });
  }
}
