import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { forwardErrors } from './forwardErrors.ts';

test('greetings are dropped, everything else passes', async () => {
  const child = new PassThrough();
  const lines: string[] = [];
  forwardErrors(child, (line) => void lines.push(line));
  child.write('WARNING: All log messages before absl::InitializeLog() is called are written to STDERR\nI0000 port.cc:153] oneDNN custom operations are on. You may');
  child.write(' see\nout of mem');
  child.end('ory\n');
  await once(child, 'close');
  expect(lines).toEqual(['out of memory\n']);
});
