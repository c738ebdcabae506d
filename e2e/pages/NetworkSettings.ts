import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';

/** Which network a run from scratch trains, in the form for a new run. */
export class NetworkSettings {
  readonly page: Page;
  readonly form: Locator;
  /** What the network has and costs. */
  readonly size: Locator;
  readonly summary: Locator;
  /** Of the method by which networks disagree. */
  readonly methodSummary: Locator;
  /** How a file fits the encoder. */
  readonly weights: Locator;
  /** What of a file does not fit. */
  readonly differences: Locator;
  readonly weightsField: Locator;

  constructor(page: Page) {
    this.page = page;
    this.form = page.getByRole('region', { name: 'New run' });
    this.size = page.getByTestId('network-size');
    this.summary = this.form.locator('summary').filter({ hasText: 'Network settings' });
    this.methodSummary = this.form.locator('summary').filter({ hasText: 'Settings of the method' });
    this.weights = page.getByTestId('encoder-weights');
    this.differences = this.form.getByRole('region', { name: /^These are not the weights/ });
    this.weightsField = this.form.getByRole('textbox', { name: 'Encoder weights' });
  }

  async choose(what: 'Network' | 'Encoder' | 'How they disagree', option: string): Promise<void> {
    await this.form.getByRole('combobox', { name: new RegExp(`^${what}: `) }).click();
    await this.page.getByRole('option', { name: option }).first().click();
    await expect(this.form.getByRole('combobox', { name: `${what}: ${option}` })).toBeVisible();
  }

  field(name: string): Locator {
    return this.form.getByRole('textbox', { name, exact: true });
  }

  /** Chooses a file in the program's picker. */
  async pickWeights(folder: string, file: string): Promise<void> {
    await this.form.getByRole('button', { name: 'Browse … Encoder weights' }).click();
    const dialog = this.page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Folder' }).fill(folder);
    await dialog.getByRole('button', { name: 'Go' }).click();
    await dialog.getByRole('button', { name: file }).click();
    await dialog.getByRole('button', { name: 'Choose this file' }).click();
    await expect(dialog).toBeHidden();
  }
}
