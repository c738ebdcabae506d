import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FeatureSpace } from '../../core/distribution/FeatureSpace.ts';
import { reasonsOf } from '../../core/distribution/ImageTraits.ts';
import { checkDistance } from '../../core/distribution/ModelDistribution.ts';
import type { DistributionCheck, DistributionSummary } from '../../core/distribution/ModelDistribution.ts';
import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { systemError } from '../../files/systemError.ts';
import { isImported } from '../ensemble/loadImported.ts';
import { modelFileName } from '../ensemble/modelFile.ts';
import { readModelFolder } from '../ensemble/modelFolder.ts';
import { sha256Of } from '../ensemble/weightsFile.ts';
import type { EngineImage } from '../engineApi.ts';
import { FeatureReader } from './FeatureReader.ts';
import { traitsOf } from './traitsOf.ts';

/** Says of images how they compare with those that a model was trained on. */
export class DistributionChecker {
  readonly #reader: FeatureReader;
  readonly #space: FeatureSpace;
  readonly #summary: DistributionSummary;

  private constructor(reader: FeatureReader, space: FeatureSpace, summary: DistributionSummary) {
    this.#reader = reader;
    this.#space = space;
    this.#summary = summary;
  }

  /**
   * @returns null for a model that does not know its training images
   * @throws SfumatoError `notFound`, or `corrupt` where the features are not those that its file names
   */
  static async load(folder: string): Promise<DistributionChecker | null> {
    const text = await readFile(join(folder, modelFileName), 'utf8').catch((thrown: unknown) => {
      throw systemError(thrown, join(folder, modelFileName));
    });
    if (isImported(text)) return null;
    const model = await readModelFolder(folder);
    const { distribution } = model.file;
    if (!distribution) return null;
    const path = join(folder, distribution.featuresFile);
    const bytes = await readFile(path).catch((thrown: unknown) => {
      throw systemError(thrown, path);
    });
    const got = sha256Of(bytes);
    if (got !== distribution.sha256) throw new SfumatoError('corrupt', say('weightsDiffer', { path, wanted: distribution.sha256, got }));
    const values = new Float32Array(new Uint8Array(bytes).buffer);
    const rows = Array.from({ length: distribution.images }, (_none, row) => values.subarray(row * distribution.features, (row + 1) * distribution.features));
    return new DistributionChecker(new FeatureReader(model), new FeatureSpace(rows), distribution);
  }

  /** @throws SfumatoError `cancelled`, `notFound`, `corrupt`, `engineFailed` */
  async check(image: EngineImage, signal: AbortSignal): Promise<DistributionCheck> {
    const { features, statistics } = await this.#reader.read(image, signal);
    const reasons = reasonsOf(await traitsOf(image, statistics), this.#summary.traits);
    return checkDistance(this.#space.distance(features), this.#summary, reasons);
  }

  dispose(): void {
    this.#reader.dispose();
  }
}
