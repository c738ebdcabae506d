import type { PixelBox } from '../../core/geometry.ts';
import { Ensemble } from '../ensemble/Ensemble.ts';
import { tfjsRunners } from '../ensemble/MemberRunners.ts';
import type { MemberRunners } from '../ensemble/MemberRunners.ts';
import type { BoxOutcome, BoxRequest, EngineImage } from '../engineApi.ts';
import type { InputChannels } from '../../core/training/InputChannels.ts';
import type { InputStatistics } from '../input/normalisation.ts';
import { DoubledPart } from './DoubledPart.ts';
import { PredictableImage } from './PredictableImage.ts';
import { predictWindows } from './predictWindows.ts';

/**
 * Context kept around a box, in image pixels. The networks could use more, but the answer is waited for: what lies
 * further off moves a probability by less than the eye sees.
 */
const contextPx = 24;

const neverAborted = new AbortController().signal;

/** Predicts small boxes at twice the resolution; keeps the model and the last image's statistics for the next one. */
export class BoxPredictor {
  #model: { readonly folder: string; readonly ensemble: Ensemble } | null = null;
  #image: { readonly samplesPath: string; readonly channels: InputChannels; readonly statistics: InputStatistics } | null = null;
  readonly #runners: () => MemberRunners;
  #last: Promise<unknown> = Promise.resolve();

  /** @param runners what computes the members, asked for each new model */
  constructor(runners: () => MemberRunners = () => tfjsRunners) {
    this.#runners = runners;
  }

  /** One box after another: the next may ask for another model, which puts the present one away. */
  predict(request: BoxRequest): Promise<BoxOutcome> {
    const outcome = this.#last.then(() => this.#predict(request));
    this.#last = outcome.catch(() => undefined);
    return outcome;
  }

  /** Reads the model anew for the next box: its file has changed. */
  forget(): Promise<void> {
    const forgotten = this.#last.then(async () => {
      await this.#model?.ensemble.dispose();
      this.#model = null;
    });
    this.#last = forgotten.catch(() => undefined);
    return forgotten;
  }

  async #predict({ image, modelFolder, box }: BoxRequest): Promise<BoxOutcome> {
    const ensemble = await this.#load(modelFolder);
    const part = withContext(box, image);
    const enlarged = new DoubledPart(await this.#read(image, ensemble, part), part.width, part.height);
    const classCount = ensemble.file.classes.length;
    const sums = new Float32Array(classCount * box.width * box.height);
    const inner = { x: box.x - part.x, y: box.y - part.y, width: box.width, height: box.height };
    await predictWindows(ensemble, enlarged, {
      width: enlarged.width,
      height: enlarged.height,
      signal: neverAborted,
      wait: 'never',
      visit: async ({ window: { core }, probabilities }) => addHalved(sums, probabilities, { core, inner, classCount }),
    });
    return { classCount, probabilities: Uint8Array.from(sums, (sum) => Math.round((sum / 4) * 255)) };
  }

  async #load(folder: string): Promise<Ensemble> {
    if (this.#model?.folder === folder) return this.#model.ensemble;
    const ensemble = await Ensemble.load(folder, null, this.#runners());
    await this.#model?.ensemble.dispose();
    this.#model = { folder, ensemble };
    return ensemble;
  }

  async #read(image: EngineImage, ensemble: Ensemble, part: PixelBox): Promise<Float32Array> {
    const { channels } = ensemble.file.normalisation;
    const known = this.#image?.samplesPath === image.samplesPath && this.#image.channels === channels ? this.#image.statistics : null;
    const source = await PredictableImage.open(image, ensemble.file.normalisation, known);
    try {
      this.#image = { samplesPath: image.samplesPath, channels, statistics: source.statistics };
      return await source.window(part);
    } finally {
      await source.close();
    }
  }
}

/** The box with what surrounds it, as far as the image goes. */
function withContext(box: PixelBox, { width, height }: EngineImage): PixelBox {
  const x = Math.max(0, box.x - contextPx);
  const y = Math.max(0, box.y - contextPx);
  return {
    x,
    y,
    width: Math.min(width, box.x + box.width + contextPx) - x,
    height: Math.min(height, box.y + box.height + contextPx) - y,
  };
}

/**
 * Adds a core's probabilities to the planes of the pixels they halve into: four to each.
 * @param probabilities [core pixels, classes]
 */
function addHalved(
  sums: Float32Array,
  probabilities: Float32Array,
  { core, inner, classCount }: { readonly core: PixelBox; readonly inner: PixelBox; readonly classCount: number },
): void {
  const plane = inner.width * inner.height;
  for (let row = 0; row < core.height; row++) {
    const y = ((core.y + row) >> 1) - inner.y;
    if (y < 0 || y >= inner.height) continue;
    for (let column = 0; column < core.width; column++) {
      const x = ((core.x + column) >> 1) - inner.x;
      if (x < 0 || x >= inner.width) continue;
      const from = (row * core.width + column) * classCount;
      for (let index = 0; index < classCount; index++) sums[index * plane + y * inner.width + x]! += probabilities[from + index]!;
    }
  }
}
