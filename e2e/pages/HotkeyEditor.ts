import type { Locator, Page } from '@playwright/test';

/** The settings' list of all commands with their keys. */
export class HotkeyEditor {
  readonly page: Page;
  readonly editor: Locator;
  readonly resetAll: Locator;

  constructor(page: Page) {
    this.page = page;
    this.editor = page.getByTestId('hotkey-editor');
    this.resetAll = this.editor.getByRole('button', { name: 'All usual keys again' });
  }

  /** Opens it from anywhere in an open project. */
  async open(): Promise<void> {
    await this.page.keyboard.press('Alt+7');
    await this.page.getByRole('tab', { name: 'Keys', exact: true }).click();
  }

  row(title: string): Locator {
    return this.editor.getByRole('listitem').filter({ has: this.page.getByText(title, { exact: true }) });
  }

  async change(title: string, key: string): Promise<void> {
    await this.editor.getByRole('button', { name: `Change the key of ${title}`, exact: true }).click();
    await this.page.keyboard.press(key);
  }
}
