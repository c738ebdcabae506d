import { availableParallelism } from 'node:os';
import type { InferenceSession } from 'onnxruntime-node';
import { onnxRuntime } from './onnxRuntime.ts';

/** What computes, in the order in which it is tried: a graphics card where the system brings a way to it. */
const providersBySystem: Partial<Record<NodeJS.Platform, readonly string[]>> = { win32: ['dml'], darwin: ['coreml'] };

export interface OpenedSession {
  readonly session: InferenceSession;
  /** The execution provider that has taken the graph, `cpu` in the last resort. */
  readonly provider: string;
}

/**
 * Makes a session from a graph in memory, on the graphics card where that takes it, else on the processor.
 * @param threads of the processor; null: as many as the machine has
 * @throws Error of ONNX Runtime when the graph is none, or does what this version does not know
 */
export async function openSession(bytes: Uint8Array, threads: number | null): Promise<OpenedSession> {
  const { InferenceSession } = onnxRuntime();
  const options: InferenceSession.SessionOptions = {
    intraOpNumThreads: threads ?? availableParallelism(),
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    // Memory planned ahead of a run lies beside what the run before has left: a third more at the peak, and no faster.
    // DirectML wants none either.
    enableMemPattern: false,
    // Warnings of the library go to standard error; what fails is thrown.
    logSeverityLevel: 3,
  };
  for (const provider of providersBySystem[process.platform] ?? []) {
    try {
      const session = await InferenceSession.create(bytes, { ...options, executionProviders: [provider] });
      return { session, provider };
    } catch {
      // No such card or driver, or a graph it does not take: the processor takes every one.
    }
  }
  return { session: await InferenceSession.create(bytes, { ...options, executionProviders: ['cpu'] }), provider: 'cpu' };
}
