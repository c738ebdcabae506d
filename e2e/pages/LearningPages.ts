import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';

type LearningPage = 'Images' | 'Training' | 'Models' | 'Insights' | 'Jobs';

/** The pages about learning: training, models, insights and jobs. */
export class LearningPages {
  readonly page: Page;
  /** The form for a new run. */
  readonly form: Locator;
  readonly startButton: Locator;
  readonly estimate: Locator;
  /** What is said of the run that is shown. */
  readonly runState: Locator;
  readonly runs: Locator;
  readonly table: Locator;
  readonly lineage: Locator;
  readonly candidate: Locator;

  constructor(page: Page) {
    this.page = page;
    this.form = page.getByRole('region', { name: 'New run' });
    this.startButton = this.form.getByRole('button', { name: 'Start training' });
    this.estimate = page.getByTestId('estimate');
    this.runState = page.getByTestId('run-state');
    this.runs = page.getByRole('region', { name: 'Runs', exact: true }).getByRole('listitem');
    this.table = page.getByRole('region', { name: 'Settings and outcome' }).first();
    this.lineage = page.getByRole('navigation', { name: 'Lineage' });
    this.candidate = page.getByTestId('candidate');
  }

  async open(name: LearningPage): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name, exact: true }).click();
    if (name !== 'Images') await expect(this.page.getByRole('heading', { name, level: 1 })).toBeVisible();
  }

  /** The training page, with new networks chosen for a run. */
  async openNewNetworks(): Promise<void> {
    await this.open('Training');
    await this.form.getByRole('radio', { name: 'New networks' }).check();
  }

  /** A plot with its figures, by its heading. */
  plot(title: string): Locator {
    return this.page.getByRole('figure', { name: title });
  }

  field(name: 'Networks' | 'Steps each' | 'Seed'): Locator {
    return this.form.getByRole('textbox', { name });
  }

  /** Starts a run of so few steps that it takes seconds. */
  async startTiny(steps: number): Promise<void> {
    await this.field('Networks').fill('1');
    await this.field('Steps each').fill(`${steps}`);
    await this.startButton.click();
  }

  card(model: string): Locator {
    return this.page.getByRole('article', { name: model, exact: true });
  }
}
