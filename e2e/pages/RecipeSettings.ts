import type { Locator, Page } from '@playwright/test';

/** How a run is taught: what is folded away in the form for a new run, and the examples of augmentation. */
export class RecipeSettings {
  readonly page: Page;
  readonly summary: Locator;
  readonly dialog: Locator;
  readonly pictures: Locator;

  constructor(page: Page) {
    this.page = page;
    this.summary = page.getByRole('region', { name: 'New run' }).locator('summary');
    this.dialog = page.getByRole('dialog', { name: 'Augmentation' });
    this.pictures = this.dialog.getByRole('img');
  }

  field(name: string): Locator {
    return this.page.getByRole('region', { name: 'New run' }).getByRole('textbox', { name, exact: true });
  }

  /** A setting of augmentation, by the group it stands in. */
  augmentation(group: string, name: string): Locator {
    return this.dialog.getByRole('group', { name: group }).getByRole('textbox', { name, exact: true });
  }

  async showExamples(): Promise<void> {
    await this.page.getByRole('button', { name: 'Augmentation and examples …' }).click();
    await this.dialog.waitFor();
  }

  /** Samples of the picture at a place, so that two can be compared. */
  async pixelsOf(picture: number): Promise<string> {
    return this.pictures.nth(picture).evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
  }
}
