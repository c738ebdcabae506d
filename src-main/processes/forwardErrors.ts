import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** What TensorFlow greets with at each start, whatever level of logging is asked for. It says nothing to a user. */
const greetings = [/^WARNING: All log messages before absl::InitializeLog\(\)/, /\] oneDNN custom operations are on\./];

/** Passes a child's standard error on to ours, line by line, without native libraries' greetings. */
export function forwardErrors(from: Readable, write: (line: string) => void): void {
  createInterface({ input: from, crlfDelay: Infinity }).on('line', (line) => {
    if (!greetings.some((greeting) => greeting.test(line))) write(`${line}\n`);
  });
}
