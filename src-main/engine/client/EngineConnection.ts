import type { BackendName } from '../../core/backends.ts';
import { say } from '../../core/messages/Message.ts';
import type { Message } from '../../core/messages/Message.ts';
import { saidBy, SfumatoError } from '../../core/SfumatoError.ts';
import type { Processes } from '../../ports/Processes.ts';
import { PendingAnswers } from '../../processes/PendingAnswers.ts';
import type { EngineApi, EngineDescription, EngineListener } from '../engineApi.ts';
import { EngineEnded } from './failureOf.ts';
import { RunningEngine } from './RunningEngine.ts';
import type { EngineStart } from './RunningEngine.ts';
import { servesWebgpu, wishOf, wishOfRefusal, withWindowRefusing, withWindowServing } from './windowWish.ts';

/** A window that has not loaded, opened the card and passed its self-test by then is done without. */
const longestWindowStartMs = 120_000;

export interface ServingEngine {
  readonly remote: EngineApi;
  /** What it says of itself now, with what became of the backends of one that does not serve. */
  readonly describe: () => Promise<EngineDescription>;
}

export interface ConnectionOptions {
  readonly processes: Processes;
  readonly start: Promise<EngineStart>;
  readonly listener: Omit<EngineListener, 'backend'>;
  /** Called once, before whoever waits is refused. */
  readonly onEnd: () => void;
  /** For tests. */
  readonly longestWindowMs?: number;
}

/**
 * The engine from its start to its end, wherever it comes to run. It starts in its process. Where the host can open a
 * hidden window and the process leaves WebGPU to it, the window is tried next; whichever does not serve is ended.
 */
export class EngineConnection {
  /** The engine that serves. */
  readonly ready: Promise<ServingEngine>;
  readonly #options: ConnectionOptions;
  readonly #pending = new PendingAnswers();
  readonly #running = new Set<RunningEngine>();
  /** The one whose end is the end of all. */
  #main: RunningEngine;
  #isWanted = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    const engine = new RunningEngine(options.processes.start('engine'), options.listener, (reason) => this.#exited(engine, reason));
    this.#main = engine;
    this.#running.add(engine);
    this.ready = this.#open(engine);
    // Told to whoever calls; a call that nobody made has nobody to tell.
    this.ready.catch(() => undefined);
  }

  /** What computes, or was being tried last; null before the engine tells. */
  get backend(): BackendName | null {
    return this.#main.backend;
  }

  /**
   * Calls the engine that serves.
   * @throws EngineEnded when it, or the one that was to serve, ends before it answers
   */
  ask<Result>(call: (engine: ServingEngine) => Promise<Result>): Promise<Result> {
    return this.#pending.of(this.ready.then(call));
  }

  /** @param how `wanted`: calls under way are not to be made again */
  end(how: 'wanted' | 'unwanted'): void {
    this.#isWanted = how === 'wanted';
    for (const engine of this.#running) engine.kill();
  }

  async #open(engine: RunningEngine): Promise<ServingEngine> {
    const start = await this.#options.start;
    await engine.configure(start);
    if (this.#options.processes.startEngineWindow === undefined) return servingAlone(engine);
    let description: EngineDescription;
    try {
      description = await engine.remote.describe();
    } catch (thrown) {
      if (wishOfRefusal(thrown) === 'only') return this.#moveToWindow(engine, start);
      // The call that made this start gets the same refusal.
      return servingAlone(engine);
    }
    return wishOf(description) === 'try' ? this.#tryWindow(engine, start, description) : servingAlone(engine);
  }

  async #moveToWindow(engine: RunningEngine, start: EngineStart): Promise<ServingEngine> {
    const window = this.#openWindow((reason) => this.#exited(window, reason));
    this.#main = window;
    this.#leave(engine);
    await window.configure(start);
    return servingAlone(window);
  }

  async #tryWindow(engine: RunningEngine, start: EngineStart, own: EngineDescription): Promise<ServingEngine> {
    const refused = Promise.withResolvers<never>();
    refused.promise.catch(() => undefined);
    const refuse = (reason: Message): void => refused.reject(new SfumatoError('engineFailed', reason));
    const { longestWindowMs = longestWindowStartMs } = this.#options;
    const timer = setTimeout(() => refuse(say('webgpuProbeLate', { seconds: longestWindowMs / 1000 })), longestWindowMs);
    const window = this.#openWindow((reason) => {
      this.#exited(window, reason);
      refuse(say('webgpuProbeEnded', { reason }));
    });
    const answer = window.configure(start).then(() => window.remote.describe());
    const outcome = await Promise.race([answer, refused.promise]).then(
      (description) => ({ description }),
      (thrown: unknown) => ({ reason: saidBy(thrown) }),
    );
    clearTimeout(timer);
    if ('description' in outcome && servesWebgpu(outcome.description)) {
      this.#main = window;
      this.#leave(engine);
      return { remote: window.remote, describe: async () => withWindowServing(own, await window.remote.describe()) };
    }
    this.#leave(window);
    const reason = 'reason' in outcome ? outcome.reason : outcome.description.backends.find(({ name }) => name === 'webgpu')?.reason;
    return reason ? { remote: engine.remote, describe: async () => withWindowRefusing(await engine.remote.describe(), reason) } : servingAlone(engine);
  }

  #openWindow(onExit: (reason: string) => void): RunningEngine {
    const window = new RunningEngine(this.#options.processes.startEngineWindow!(), this.#options.listener, onExit);
    this.#running.add(window);
    return window;
  }

  /** Ends an engine that is not needed; the other goes on. */
  #leave(engine: RunningEngine): void {
    this.#running.delete(engine);
    engine.kill();
  }

  #exited(engine: RunningEngine, reason: string): void {
    this.#running.delete(engine);
    if (engine !== this.#main) return;
    // Nobody would end a window that is still being tried.
    for (const other of this.#running) other.kill();
    this.#options.onEnd();
    this.#pending.end(new EngineEnded(reason, this.#isWanted));
  }
}

function servingAlone({ remote }: RunningEngine): ServingEngine {
  return { remote, describe: () => remote.describe() };
}
