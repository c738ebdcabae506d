import type { InferenceSession } from 'onnxruntime-node';
import type { ContextMargins } from '../../../../models/Architecture.ts';
import type { MemberOutcome, MemberRunner, MemberWindow } from '../../ensemble/MemberRunner.ts';
import type { StoredModel } from '../../ensemble/modelFolder.ts';
import { exportMembers, memberOutputName } from '../exportMembers.ts';
import { onnxRuntime } from './onnxRuntime.ts';
import { openSession } from './openSession.ts';
import type { OpenedSession } from './openSession.ts';

/**
 * Longest side of a window, in pixels: cores of 1024 with the context of the benchmarks' U-Net. One member of it takes
 * 1.1 GB, five 1.3 GB, where cores of 512 compute every pixel of a large image 1.9 times in place of 1.4 times.
 */
const largestInput = 1216;

/**
 * A model's members as one graph of ONNX Runtime. The first member that is asked for a window computes all: one graph
 * uses its memory for one member after another, where a session each would keep as much for every one.
 *
 * Windows with margins have a graph of their own, made when the first comes: to crop costs something too, which windows
 * without them, an image that fits into one, need not pay.
 */
export class EnsembleSession {
  readonly provider: string;
  readonly #whole: InferenceSession;
  readonly #memberCount: number;
  readonly #openCropping: () => Promise<InferenceSession>;
  #cropping: Promise<InferenceSession> | null = null;
  /** By the window's values, which nobody changes; gone with them. */
  readonly #outcomes = new WeakMap<Float32Array, Promise<MemberOutcome[]>>();

  private constructor({ session, provider }: OpenedSession, memberCount: number, openCropping: () => Promise<InferenceSession>) {
    this.#whole = session;
    this.provider = provider;
    this.#memberCount = memberCount;
    this.#openCropping = openCropping;
  }

  /** @throws SfumatoError when the network cannot be put into ONNX; Error of ONNX Runtime */
  static async open(model: StoredModel, threads: number | null): Promise<EnsembleSession> {
    const opened = await openSession(exportMembers(model), threads);
    return new EnsembleSession(opened, model.members.length, async () => (await openSession(exportMembers(model, 'withinMargins'), threads)).session);
  }

  /** @param released called once all are disposed */
  runners(released: () => Promise<void>): MemberRunner[] {
    let left = this.#memberCount;
    return Array.from({ length: this.#memberCount }, (_none, index) => ({
      largestInput,
      run: async (window) => (await this.#run(window))[index]!,
      dispose: async () => {
        left--;
        if (left === 0) await released();
      },
    }));
  }

  async close(): Promise<void> {
    await this.#whole.release();
    await (await this.#cropping)?.release();
  }

  #run(window: MemberWindow): Promise<MemberOutcome[]> {
    const known = this.#outcomes.get(window.values);
    if (known) return known;
    const running = this.#compute(window);
    this.#outcomes.set(window.values, running);
    return running;
  }

  async #compute({ values, height, width, margins }: MemberWindow): Promise<MemberOutcome[]> {
    const { Tensor } = onnxRuntime();
    const image = new Tensor('float32', values, [1, height, width, values.length / (height * width)]);
    const outputs = hasContext(margins)
      ? await (await (this.#cropping ??= this.#openCropping())).run({ image, margins: new Tensor('int64', marginValues(margins), [4]) })
      : await this.#whole.run({ image });
    return Array.from({ length: this.#memberCount }, (_none, index) => ({
      probabilities: outputs[memberOutputName('probabilities', index)]!.data as Float32Array,
      lossMap: outputs[memberOutputName('lossMap', index)]!.data as Float32Array,
      imageLoss: (outputs[memberOutputName('imageLoss', index)]!.data as Float32Array)[0]!,
      distances: (outputs[memberOutputName('distances', index)]?.data as Float32Array | undefined) ?? null,
      confidence: (outputs[memberOutputName('confidence', index)]?.data as Float32Array | undefined) ?? null,
    }));
  }
}

function hasContext(margins: ContextMargins | undefined): margins is ContextMargins {
  return margins !== undefined && Object.values(margins).some((margin) => margin > 0);
}

/** In the order of the graph's input. */
function marginValues({ top, left, bottom, right }: ContextMargins): BigInt64Array {
  return BigInt64Array.from([top, left, bottom, right], BigInt);
}
