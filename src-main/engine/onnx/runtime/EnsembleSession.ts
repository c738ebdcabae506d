import type { InferenceSession } from 'onnxruntime-node';
import type { MemberOutcome, MemberRunner, MemberWindow } from '../../ensemble/MemberRunner.ts';
import type { StoredModel } from '../../ensemble/modelFolder.ts';
import { exportMembers, memberOutputName } from '../exportMembers.ts';
import { onnxRuntime } from './onnxRuntime.ts';
import { openSession } from './openSession.ts';

/**
 * Longest side of a window, in pixels: cores of 1024 with the context of the benchmarks' U-Net. One member of it takes
 * 1.1 GB, five 1.3 GB, where cores of 512 compute every pixel of a large image 1.9 times in place of 1.4 times.
 */
const largestInput = 1216;

const noMargins = { top: 0, left: 0, bottom: 0, right: 0 };

/**
 * A model's members as one graph of ONNX Runtime. The first member that is asked for a window computes all: one graph
 * uses its memory for one member after another, where a session each would keep as much for every one.
 */
export class EnsembleSession {
  readonly provider: string;
  readonly #session: InferenceSession;
  readonly #memberCount: number;
  /** By the window's values, which nobody changes; gone with them. */
  readonly #outcomes = new WeakMap<Float32Array, Promise<MemberOutcome[]>>();

  private constructor(session: InferenceSession, provider: string, memberCount: number) {
    this.#session = session;
    this.provider = provider;
    this.#memberCount = memberCount;
  }

  /** @throws SfumatoError when the network cannot be put into ONNX; Error of ONNX Runtime */
  static async open(model: StoredModel, threads: number | null): Promise<EnsembleSession> {
    const { session, provider } = await openSession(exportMembers(model), threads);
    return new EnsembleSession(session, provider, model.members.length);
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
    await this.#session.release();
  }

  #run(window: MemberWindow): Promise<MemberOutcome[]> {
    const known = this.#outcomes.get(window.values);
    if (known) return known;
    const running = this.#compute(window);
    this.#outcomes.set(window.values, running);
    return running;
  }

  async #compute({ values, height, width, margins = noMargins }: MemberWindow): Promise<MemberOutcome[]> {
    const { Tensor } = onnxRuntime();
    const image = new Tensor('float32', values, [1, height, width, values.length / (height * width)]);
    const sides = [margins.top, margins.left, margins.bottom, margins.right];
    const outputs = await this.#session.run({ image, margins: new Tensor('int64', BigInt64Array.from(sides, BigInt), [4]) });
    return Array.from({ length: this.#memberCount }, (_none, index) => ({
      probabilities: outputs[memberOutputName('probabilities', index)]!.data as Float32Array,
      lossMap: outputs[memberOutputName('lossMap', index)]!.data as Float32Array,
    }));
  }
}
