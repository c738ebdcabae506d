/** A line about what the set-up does. Standard error: the command line keeps standard output for its answer. */
export function say(text: string): void {
  process.stderr.write(`set-up: ${text}\n`);
}
