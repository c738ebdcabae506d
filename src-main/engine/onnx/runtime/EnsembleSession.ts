import type { InferenceSession } from 'onnxruntime-node';
import type { MemberOutcome, MemberRunner } from '../../ensemble/MemberRunner.ts';
import type { StoredModel } from '../../ensemble/modelFolder.ts';
import { exportMembers, memberOutputName } from '../exportMembers.ts';
import { onnxRuntime } from './onnxRuntime.ts';
import { openSession } from './openSession.ts';

/**
 * Longest side of a window, in pixels: cores of 1024 with the context of the benchmarks' U-Net. One member of it takes
 * 1.1 GB, five 1.3 GB, where cores of 512 compute every pixel of a large image 1.9 times in place of 1.4 times.
 */
const largestInput = 1216;

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
      run: async (values, height, width) => (await this.#run(values, height, width))[index]!,
      dispose: async () => {
        left--;
        if (left === 0) await released();
      },
    }));
  }

  async close(): Promise<void> {
    await this.#session.release();
  }

  #run(values: Float32Array, height: number, width: number): Promise<MemberOutcome[]> {
    const known = this.#outcomes.get(values);
    if (known) return known;
    const running = this.#compute(values, height, width);
    this.#outcomes.set(values, running);
    return running;
  }

  async #compute(values: Float32Array, height: number, width: number): Promise<MemberOutcome[]> {
    const { Tensor } = onnxRuntime();
    const image = new Tensor('float32', values, [1, height, width, values.length / (height * width)]);
    const outputs = await this.#session.run({ image });
    return Array.from({ length: this.#memberCount }, (_none, index) => ({
      probabilities: outputs[memberOutputName('probabilities', index)]!.data as Float32Array,
      lossMap: outputs[memberOutputName('lossMap', index)]!.data as Float32Array,
      distances: (outputs[memberOutputName('distances', index)]?.data as Float32Array | undefined) ?? null,
    }));
  }
}
