import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { quote, say } from '../../../core/messages/Message.ts';
import type { Message } from '../../../core/messages/Message.ts';
import { SfumatoError } from '../../../core/SfumatoError.ts';
import { longestAnswerMs } from './webgpuDevice.ts';
import type { GpuDescription } from './webgpuDevice.ts';

const probeProcess = fileURLToPath(new URL('./probeProcess.ts', import.meta.url));

/** What the probe's process writes: one line of JSON. */
export type ProbeAnswer = { readonly found: GpuDescription } | { readonly refused: string };

/**
 * Opens the graphics card in a process of its own, which a broken driver may end without ending the engine.
 * @param program what to run instead, for tests
 * @throws SfumatoError `engineFailed` with the reason, when there is none, the process ends or it does not answer
 */
export async function probeWebgpu(program = probeProcess, longestMs = longestAnswerMs): Promise<GpuDescription> {
  const refuse = (reason: Message): never => {
    throw new SfumatoError('engineFailed', reason);
  };
  const { output, ended } = await outputOf(program, longestMs);
  if (ended === 'late') return refuse(say('webgpuProbeLate', { seconds: longestMs / 1000 }));
  const answer = parseAnswer(output);
  if (answer === null) return refuse(say('webgpuProbeEnded', { reason: ended }));
  return 'found' in answer ? answer.found : refuse(quote(answer.refused));
}

/** @returns what it wrote on standard output, and how it ended: an exit code, a signal, or `late` */
function outputOf(program: string, longestMs: number): Promise<{ output: string; ended: string }> {
  return new Promise((resolve) => {
    // Drivers greet and complain on standard error; what matters comes as the answer.
    const child = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'ignore'] });
    let output = '';
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      child.kill('SIGKILL');
    }, longestMs);
    const end = (how: string): void => {
      clearTimeout(timer);
      resolve({ output, ended: isLate ? 'late' : how });
    };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.on('error', (error) => end(error.message));
    child.on('close', (code, signal) => end(signal === null ? `exit code ${code}` : `signal ${signal}`));
  });
}

function parseAnswer(output: string): ProbeAnswer | null {
  try {
    return JSON.parse(output) as ProbeAnswer;
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return null;
    throw thrown;
  }
}
