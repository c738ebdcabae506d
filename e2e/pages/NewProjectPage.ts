import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';

export interface NewProject {
  readonly name: string;
  readonly projectFolder: string;
  readonly imageFolder: string;
  readonly labelFolder?: string;
  readonly labelKind?: 'Numbered objects' | 'Class indices';
  readonly heldBack?: 'A share of the labelled images' | 'None: figures stay unknown';
}

/** The wizard that makes a project from a folder or from dropped files. */
export class NewProjectPage {
  readonly page: Page;
  readonly createButton: Locator;
  readonly backButton: Locator;
  /** Says what was wrong with the input, and what to do. */
  readonly problem: Locator;
  /** What the program found in the folder or among the files. */
  readonly found: Locator;
  readonly dropZone: Locator;

  constructor(page: Page) {
    this.page = page;
    this.createButton = page.getByRole('button', { name: 'Create the project' });
    this.backButton = page.getByRole('button', { name: 'Back', exact: true });
    this.problem = page.getByRole('alert');
    this.found = page.getByTestId('found');
    this.dropZone = page.getByTestId('drop-zone');
  }

  field(name: 'Name' | 'Project folder' | 'Folder of images' | 'Folder of labels (optional)'): Locator {
    return this.page.getByRole('textbox', { name, exact: true });
  }

  className(index: number): Locator {
    return this.page.getByRole('textbox', { name: `Name of class ${index}` });
  }

  /** The list of files, where it is open: which label file goes with the image, to be changed. */
  labelFileOf(image: string): Locator {
    return this.found.getByRole('button', { name: `Label file of ${image}:` });
  }

  /** What is typed narrows the list of label files to choose from. */
  labelSearch(image: string): Locator {
    return this.page.getByRole('combobox', { name: `Search a label file for ${image}` });
  }

  async showFiles(): Promise<void> {
    await this.found.getByText(/^The files/).click();
  }

  async fill(project: NewProject): Promise<void> {
    await this.field('Name').fill(project.name);
    await this.field('Project folder').fill(project.projectFolder);
    await this.field('Folder of images').fill(project.imageFolder);
    if (project.labelFolder !== undefined) await this.field('Folder of labels (optional)').fill(project.labelFolder);
    if (project.labelKind) await this.page.getByRole('radio', { name: project.labelKind }).check();
    if (project.heldBack) await this.page.getByRole('radio', { name: project.heldBack }).check();
  }

  /** Lets the files of a folder go over the page, side by side. */
  async drop(folder: string): Promise<void> {
    const names = await readdir(folder);
    const files = await Promise.all(names.map(async (name) => ({ name, bytes: (await readFile(join(folder, name))).toString('base64') })));
    const transfer = await this.page.evaluateHandle((dropped) => {
      const data = new DataTransfer();
      for (const { name, bytes } of dropped) data.items.add(new File([Uint8Array.from(atob(bytes), (sign) => sign.charCodeAt(0))], name));
      return data;
    }, files);
    await this.dropZone.dispatchEvent('dragover', { dataTransfer: transfer });
    await this.dropZone.dispatchEvent('drop', { dataTransfer: transfer });
  }

  async create(): Promise<void> {
    await this.createButton.click();
  }
}
