import { tf } from '../tensorflow.ts';
import { refuseFaultyDevice } from '../backends/deviceFaults.ts';
import { breathe } from '../jobs/JobContext.ts';
import { engineFault } from '../jobs/engineFault.ts';
import { disposeMember, loadMember } from '../ensemble/MemberNetwork.ts';
import type { LoadedMember } from '../ensemble/MemberNetwork.ts';
import type { StoredModel } from '../ensemble/modelFolder.ts';
import { PredictableImage } from '../predict/PredictableImage.ts';
import type { EngineImage } from '../engineApi.ts';
import type { InputStatistics } from '../input/normalisation.ts';

/**
 * Side of the windows looked at, pixels, for networks of small context: larger ones would tell more of a place, but of
 * fewer places for the same work. Networks that see their whole window get windows of their training crops' size.
 */
const windowSide = 128;
/** Windows along a side at most. */
const mostAlong = 3;

export interface ImageFeatures {
  readonly features: Float32Array;
  readonly statistics: InputStatistics;
}

/**
 * What a model's first network makes of an image at its deepest: features of the coarsest level, averaged over windows
 * spread evenly over the image. A few windows suffice, for it is the kind of image that they are to tell, and the other
 * networks were taught on the same images.
 */
export class FeatureReader {
  readonly #model: StoredModel;
  readonly #member: LoadedMember;

  constructor(model: StoredModel) {
    this.#model = model;
    this.#member = loadMember(model.network, model.members[0]!);
  }

  /** @throws SfumatoError `cancelled`, `notFound`, `corrupt`, `engineFailed` */
  async read(image: EngineImage, signal: AbortSignal): Promise<ImageFeatures> {
    const source = await PredictableImage.open(image, this.#model.file.normalisation);
    try {
      const side = this.#side();
      const places = (length: number): number[] => {
        const along = Math.min(this.#seesAll() ? 1 : mostAlong, Math.max(1, Math.round(length / side)));
        return Array.from({ length: along }, (_none, at) => Math.max(0, Math.round(((at + 0.5) * length) / along - side / 2)));
      };
      const windows = places(image.height).flatMap((y) => places(image.width).map((x) => ({ x, y, width: side, height: side })));
      let mean: Float32Array | null = null;
      for (const box of windows) {
        await breathe(signal);
        const features = await this.#features(await source.window(box), side);
        mean ??= new Float32Array(features.length);
        for (const [at, value] of features.entries()) mean[at]! += value / windows.length;
      }
      return { features: mean!, statistics: source.statistics };
    } finally {
      await source.close();
    }
  }

  dispose(): void {
    disposeMember(this.#member);
  }

  #seesAll(): boolean {
    return !Number.isFinite(this.#model.network.contextRadius);
  }

  #side(): number {
    const { network, file } = this.#model;
    const wanted = this.#seesAll() ? file.training.cropSide : windowSide;
    return Math.ceil(wanted / network.sizeMultiple) * network.sizeMultiple;
  }

  async #features(values: Float32Array, side: number): Promise<Float32Array> {
    const { network } = this.#model.network;
    try {
      const pooled = tf.tidy(() => {
        const input = tf.tensor4d(values, [1, side, side, values.length / side ** 2]);
        // Coarsest first: [1, side / stride, side / stride, features] -> [features]
        return network.forward(this.#member.trunk, input, { phase: 'prediction' }).features[0]!.tensor.mean<tf.Tensor1D>([0, 1, 2]);
      });
      const features = await pooled.data<'float32'>();
      pooled.dispose();
      refuseFaultyDevice();
      return features;
    } catch (thrown) {
      throw engineFault(thrown);
    }
  }
}
