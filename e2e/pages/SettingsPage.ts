import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';

export type SettingsSection = 'Appearance' | 'Engine' | 'Keys' | 'Project' | 'About';

export class SettingsPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** From an open project; the start page has a button of its own. */
  async open(section: SettingsSection = 'Appearance'): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name: 'Settings' }).click();
    await this.show(section);
  }

  async show(section: SettingsSection): Promise<void> {
    await this.page.getByRole('tab', { name: section, exact: true }).click();
    await expect(this.page.getByRole('heading', { level: 2, name: section, exact: true })).toBeVisible();
  }

  async setTheme(theme: 'As the system' | 'Dark' | 'Light'): Promise<void> {
    await this.page.getByRole('group', { name: 'Theme' }).getByRole('radio', { name: theme }).click();
  }

  async choose(setting: 'Size of text' | 'Language', choice: string): Promise<void> {
    await this.page.getByRole('combobox', { name: new RegExp(`^${setting}:`) }).click();
    await this.page.getByRole('option', { name: choice, exact: true }).click();
  }
}
