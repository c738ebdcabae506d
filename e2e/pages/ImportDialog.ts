import type { Locator, Page } from '@playwright/test';

/** Takes further images into the open project: what was found, its pairs to mend, and what stands in their way here. */
export class ImportDialog {
  readonly page: Page;
  readonly dialog: Locator;
  readonly found: Locator;
  readonly importButton: Locator;

  constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByRole('dialog', { name: 'Import images' });
    this.found = this.dialog.getByTestId('found');
    this.importButton = this.dialog.getByRole('button', { name: 'Import', exact: true });
  }

  /** From the Image panel or the data table, whichever is shown. */
  async open(): Promise<void> {
    await this.page.getByRole('button', { name: 'Import images' }).click();
  }

  field(name: 'Folder of images' | 'Folder of labels (optional)'): Locator {
    return this.dialog.getByRole('textbox', { name, exact: true });
  }

  /** The list of files, where it is open: which label file goes with the image, to be changed. */
  labelFileOf(image: string): Locator {
    return this.found.getByRole('button', { name: `Label file of ${image}:` });
  }

  labelSearch(image: string): Locator {
    return this.page.getByRole('combobox', { name: `Search a label file for ${image}` });
  }
}
