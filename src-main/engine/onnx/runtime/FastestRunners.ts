import { availableParallelism } from 'node:os';
import { say } from '../../../core/messages/Message.ts';
import type { Message } from '../../../core/messages/Message.ts';
import { saidBy } from '../../../core/SfumatoError.ts';
import type { MemberRunner } from '../../ensemble/MemberRunner.ts';
import { tfjsRunners } from '../../ensemble/MemberRunners.ts';
import type { MemberRunners } from '../../ensemble/MemberRunners.ts';
import type { StoredModel } from '../../ensemble/modelFolder.ts';
import { EnsembleSession } from './EnsembleSession.ts';
import { differenceBetween, inputShapeOf, largestAccepted, probeOnnxRuntime } from './probeOnnxRuntime.ts';

/** Less gain than this is within what a measurement of a few runs may err by. */
const leastGain = 0.95;

/** Of a process; each takes a second or two. */
const mostProbes = 3;

interface Choice {
  /** ONNX Runtime does. */
  readonly serves: boolean;
  /** It agrees, but was slower when it was timed. */
  readonly isUndecided: boolean;
  readonly description: Message;
}

interface OpenModel {
  readonly session: Promise<EnsembleSession | null>;
  /** Ensembles that have not been disposed yet. */
  users: number;
}

/**
 * ONNX Runtime for predictions where it has been measured to be faster than the backend of TensorFlow.js and to agree
 * with it; TensorFlow.js else. Training always runs on the latter, and so do stochastic passes: the graph is traced from the
 * plain network, in which no layer draws anything. The first model that could use ONNX Runtime has both measured: a program
 * that never predicts does not wait for it.
 */
export class FastestRunners implements MemberRunners {
  readonly threads: number | null;
  readonly #chosen: () => void;
  #choice: Choice | null = null;
  #probes = 0;
  /** Models that are wanted meanwhile wait for the same one. */
  #probing: Promise<Choice> | null = null;
  /** By weights and temperature. */
  readonly #open = new Map<string, OpenModel>();

  /**
   * @param threads of the processor; null: as many as the machine has
   * @param chosen called when `description` has changed
   */
  constructor(threads: number | null, chosen: () => void = () => undefined) {
    this.threads = threads;
    this.#chosen = chosen;
  }

  /** Which of the two serves, and why. */
  get description(): Message {
    return this.#choice?.description ?? say('predictsUnmeasured');
  }

  /** Measures now what the first model would wait for. */
  async measure(): Promise<void> {
    await this.#measured();
  }

  of(model: StoredModel): Promise<readonly MemberRunner[]> {
    return this.#runnersOf(model, tfjsRunners);
  }

  /** The same, with others than TensorFlow.js's in this thread where ONNX Runtime does not serve. */
  or(others: MemberRunners): MemberRunners {
    return { threads: this.threads, of: (model) => this.#runnersOf(model, others) };
  }

  async #runnersOf(model: StoredModel, others: MemberRunners): Promise<readonly MemberRunner[]> {
    if (model.file.passes) return others.of(model);
    const { serves } = await this.#measured();
    if (!serves) return others.of(model);
    const key = keyOf(model);
    const entry = this.#open.get(key) ?? { session: this.#openSession(model), users: 0 };
    this.#open.set(key, entry);
    entry.users++;
    const session = await entry.session;
    if (session) return session.runners(() => this.#release(key, entry));
    entry.users--;
    return others.of(model);
  }

  /** What was slower while the machine was busy may be faster when the next model is wanted: it is measured again. */
  async #measured(): Promise<Choice> {
    if (this.#choice && (!this.#choice.isUndecided || this.#probes >= mostProbes)) return this.#choice;
    this.#probing ??= this.#probe();
    return this.#probing;
  }

  async #probe(): Promise<Choice> {
    this.#probes++;
    const choice = await choiceByProbe(this.threads);
    this.#choice = choice;
    this.#probing = null;
    this.#chosen();
    return choice;
  }

  /** @returns null for a model whose own outcomes differ, or whose network ONNX is not taught: TensorFlow.js runs every one */
  async #openSession(model: StoredModel): Promise<EnsembleSession | null> {
    const session = await EnsembleSession.open(model, this.threads).catch(() => null);
    if (!session) return null;
    const theirs = session.runners(() => Promise.resolve());
    for (const [index, ours] of (await tfjsRunners.of(model)).entries()) {
      const difference = await differenceBetween(theirs[index]!, ours, inputShapeOf(model)).catch(() => Infinity);
      await ours.dispose();
      if (difference <= largestAccepted) continue;
      await session.close();
      return null;
    }
    return session;
  }

  /** The model used last stays ready for the next call; others that nobody uses give their memory back. */
  async #release(lastUsed: string, entry: OpenModel): Promise<void> {
    entry.users--;
    for (const [key, other] of [...this.#open]) {
      if (key === lastUsed || other.users > 0) continue;
      this.#open.delete(key);
      await (await other.session)?.close();
    }
  }
}

async function choiceByProbe(threads: number | null): Promise<Choice> {
  try {
    const { provider, difference, timeRatio } = await probeOnnxRuntime(threads);
    const measured = { provider, times: timeRatio, difference: difference.toExponential(1) };
    if (!(difference <= largestAccepted)) return { serves: false, isUndecided: false, description: say('predictsByTfjsDiffers', measured) };
    if (timeRatio > leastGain) return { serves: false, isUndecided: true, description: say('predictsByTfjsFaster', measured) };
    return { serves: true, isUndecided: false, description: say('predictsByOnnx', { ...measured, threads: threads ?? availableParallelism() }) };
  } catch (thrown) {
    return { serves: false, isUndecided: false, description: say('predictsByTfjsAlone', { why: saidBy(thrown) }) };
  }
}

function keyOf({ file }: StoredModel): string {
  return [file.temperature, ...file.members.map(({ sha256 }) => sha256)].join(' ');
}
