import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from '../../application.ts';
import type { LabelMap } from '../../core/labels/labelMap.ts';
import type { ClassRecord, EvaluationFigures, ImageRecord } from '../../core/records.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { ContractClient } from '../../hosts/inProcess/inProcessClient.ts';
import { followJob } from '../followJob.ts';
import type { Progress } from '../Progress.ts';
import type { DemoFiles } from './demoFiles.ts';
import { readLabels } from './readMaps.ts';

export interface TruthProjectOptions {
  readonly app: App;
  readonly client: ContractClient;
  readonly progress: Progress;
  readonly files: DemoFiles;
  readonly classes: readonly ClassRecord[];
}

/**
 * A throw-away project beside the demo's own that holds images with their true labels: it knows what the simulated expert
 * knows, and it measures models on images that the demo's project does not keep back. It opens and closes itself; a caller
 * opens its own project again afterwards.
 */
export class TruthProject {
  readonly #options: TruthProjectOptions;
  readonly #folder: string;
  /** Models taken in, by the folder they came from. */
  readonly #models = new Map<string, string>();

  private constructor(options: TruthProjectOptions, folder: string) {
    this.#options = options;
    this.#folder = folder;
  }

  static async make(options: TruthProjectOptions): Promise<TruthProject> {
    const folder = await mkdtemp(join(tmpdir(), 'sfumato-truth-'));
    const made = new TruthProject(options, folder);
    await options.client.project.create({ folder: made.#projectFolder, name: 'truth', classes: [...options.classes] });
    return made;
  }

  /** Takes images in with their true labels, as held-back ones. */
  async add(imageNames: readonly string[]): Promise<void> {
    const { client, progress, files } = this.#options;
    const batch = await mkdtemp(join(this.#folder, 'batch-'));
    const folders = { images: join(batch, 'images'), labels: join(batch, 'labels') };
    await mkdir(folders.images);
    await mkdir(folders.labels);
    for (const name of imageNames) {
      const file = files.get(name);
      if (!file) throw new SfumatoError('notFound', `image ${name}: the demo ships no true labels for it`);
      await copyFile(file.image, join(folders.images, name));
      await copyFile(file.labels, join(folders.labels, name));
    }
    await this.#open();
    await followJob(client, progress, () =>
      client.images.import({
        imageFolder: folders.images,
        labelFolder: folders.labels,
        labelKind: 'instances',
        role: 'heldBack',
        namePrefix: '',
      }),
    );
  }

  /** @returns the true labels by the image's name */
  async labels(): Promise<ReadonlyMap<string, LabelMap>> {
    await this.#open();
    const images: readonly ImageRecord[] = await this.#options.client.images.list();
    const maps = new Map<string, LabelMap>();
    for (const image of images) maps.set(image.name, await readLabels(this.#options.app, image));
    return maps;
  }

  /**
   * Measures a model on every image here.
   * @param modelFolder model.json and weights
   */
  async measure(modelFolder: string): Promise<EvaluationFigures> {
    const { client, progress } = this.#options;
    await this.#open();
    const id = this.#models.get(modelFolder) ?? (await client.models.import({ folder: modelFolder })).id;
    this.#models.set(modelFolder, id);
    await followJob(client, progress, () => client.models.evaluate({ modelId: id }));
    const measured = (await client.models.list()).find((model) => model.id === id);
    if (!measured?.figures) throw new SfumatoError('internal', `model ${modelFolder}: it was measured, but has no figures`);
    return measured.figures;
  }

  async remove(): Promise<void> {
    const { client } = this.#options;
    if ((await client.project.current())?.folder === this.#projectFolder) await client.project.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  get #projectFolder(): string {
    return join(this.#folder, 'project');
  }

  async #open(): Promise<void> {
    await this.#options.client.project.open({ folder: this.#projectFolder });
  }
}
