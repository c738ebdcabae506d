import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { CanvasArea } from './CanvasArea.ts';

export type InspectorTab = 'Review' | 'Layers' | 'Image';

/** The reading room: image, queue, inspector and what is said of saving and of work in the background. */
export class WorkspacePage {
  readonly page: Page;
  readonly canvas: CanvasArea;
  readonly projectName: Locator;
  readonly imageName: Locator;
  /** "No changes yet", "Saving …", "Saved 12:34:56", "Not saved: 1 change". */
  readonly savedState: Locator;
  readonly modelInUse: Locator;
  /** Long work in the background; absent when there is none. */
  readonly job: Locator;
  readonly queueItems: Locator;
  readonly currentQueueItem: Locator;
  readonly regionCard: Locator;
  readonly reviewProgress: Locator;
  readonly candidate: Locator;
  readonly learnButton: Locator;
  readonly history: Locator;
  /** Each step of the history, latest first; the one that stands last is the current step. */
  readonly historySteps: Locator;
  /** How many regions the filters leave: "12 of 148". */
  readonly queueCount: Locator;
  readonly timer: Locator;
  /** What is said to those who hear the window. */
  readonly announcer: Locator;
  readonly problem: Locator;
  /** The classes that the tool in hand may paint with. */
  readonly classChips: Locator;

  constructor(page: Page) {
    this.page = page;
    this.canvas = new CanvasArea(page);
    this.projectName = page.getByRole('banner').getByRole('heading', { level: 1 });
    this.imageName = page.getByTestId('image-name');
    this.savedState = page.getByTestId('saved-state');
    this.modelInUse = page.getByTestId('model-in-use');
    this.job = page.getByTestId('job');
    this.queueItems = page.getByTestId('queue-item');
    this.currentQueueItem = page.locator('[data-testid="queue-item"][aria-current="true"]');
    this.regionCard = page.getByTestId('region-card');
    this.reviewProgress = page.getByTestId('review-progress');
    this.candidate = page.getByTestId('candidate');
    this.learnButton = page.getByRole('button', { name: 'Learn from corrections' });
    this.history = page.getByRole('region', { name: 'History' });
    this.historySteps = this.history.getByRole('list', { name: 'Steps' }).getByRole('listitem');
    this.queueCount = page.getByTestId('queue-count');
    this.timer = page.getByTestId('session-timer');
    this.announcer = page.getByTestId('announcer');
    this.problem = page.getByRole('alert');
    this.classChips = page.getByRole('list', { name: 'Class painted with' }).getByRole('button');
  }

  /** Waits until the queue, its first region and that region's image are on screen. */
  async ready(): Promise<void> {
    await expect(this.queueItems.first()).toBeVisible();
    await expect(this.currentQueueItem).toBeVisible();
    await expect(this.canvas.loading).toHaveCount(0);
  }

  /** Goes to the worst region, whatever is shown. */
  async goToWorstRegion(): Promise<void> {
    await this.queueItems.first().click();
  }

  tool(name: 'Look' | 'Brush' | 'Eraser'): Locator {
    return this.page.getByRole('navigation', { name: 'Tools' }).getByRole('button', { name, exact: true });
  }

  async openTab(name: InspectorTab): Promise<void> {
    await this.page.getByRole('tab', { name, exact: true }).click();
  }

  /** Chooses which kind of doubt the heat map shows. */
  async showHeatMap(name: string): Promise<void> {
    await this.openTab('Layers');
    await this.page.getByRole('combobox', { name: /^Kind:/ }).click();
    await this.page.getByRole('option', { name }).click();
  }

  async showImage(name: string): Promise<void> {
    await this.openTab('Image');
    await this.page.getByRole('list', { name: 'Images' }).getByRole('button', { name }).click();
  }

  async openModels(): Promise<void> {
    await this.page.getByRole('button', { name: 'Models' }).or(this.modelInUse).first().click();
  }

  /** Narrows the queue; `choice` begins as the option does: "Deferred". */
  async filterQueue(filter: 'State' | 'Class' | 'Doubt' | 'Image' | 'Dispute', choice: string): Promise<void> {
    await this.page.getByRole('group', { name: 'Which regions' }).getByRole('combobox', { name: new RegExp(`^${filter}:`) }).click();
    await this.page.getByRole('option', { name: new RegExp(`^${choice}`) }).click();
  }

  async toStart(): Promise<void> {
    await this.page.getByRole('button', { name: 'All projects' }).click();
  }
}
