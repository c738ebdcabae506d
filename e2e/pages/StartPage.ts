import type { Locator, Page } from '@playwright/test';
import { NewProjectPage } from './NewProjectPage.ts';

/** Where the window begins: the demo, recent projects, a new one. */
export class StartPage {
  readonly page: Page;
  readonly openDemoButton: Locator;
  readonly newProjectButton: Locator;

  constructor(page: Page) {
    this.page = page;
    this.openDemoButton = page.getByRole('button', { name: 'Open the demo' });
    this.newProjectButton = page.getByRole('button', { name: 'New project' });
  }

  async openDemo(): Promise<void> {
    await this.openDemoButton.click();
  }

  async startNewProject(): Promise<NewProjectPage> {
    await this.newProjectButton.click();
    return new NewProjectPage(this.page);
  }

  recentProject(name: string): Locator {
    return this.page.getByRole('region', { name: 'Recent projects' }).getByRole('listitem').filter({ hasText: name }).getByRole('button').first();
  }
}
