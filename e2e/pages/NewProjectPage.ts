import type { Locator, Page } from '@playwright/test';

export interface NewProject {
  readonly name: string;
  readonly projectFolder: string;
  readonly imageFolder: string;
  readonly labelFolder?: string;
  readonly labelKind?: 'Numbered objects' | 'Class indices';
  readonly heldBack?: 'Every fifth labelled image' | 'None: figures stay unknown';
}

/** The wizard that makes a project from folders. */
export class NewProjectPage {
  readonly page: Page;
  readonly createButton: Locator;
  readonly backButton: Locator;
  /** Says what was wrong with the input, and what to do. */
  readonly problem: Locator;

  constructor(page: Page) {
    this.page = page;
    this.createButton = page.getByRole('button', { name: 'Create the project' });
    this.backButton = page.getByRole('button', { name: 'Back', exact: true });
    this.problem = page.getByRole('alert');
  }

  async fill(project: NewProject): Promise<void> {
    const field = (name: string): Locator => this.page.getByRole('textbox', { name, exact: true });
    await field('Name').fill(project.name);
    await field('Project folder').fill(project.projectFolder);
    await field('Folder of images').fill(project.imageFolder);
    if (project.labelFolder) await field('Folder of labels (optional)').fill(project.labelFolder);
    if (project.labelKind) await this.page.getByRole('radio', { name: project.labelKind }).check();
    if (project.heldBack) await this.page.getByRole('radio', { name: project.heldBack }).check();
  }

  async create(): Promise<void> {
    await this.createButton.click();
  }
}
