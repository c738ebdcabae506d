import { expect, test } from 'vitest';
import { SfumatoError } from '../core/SfumatoError.ts';
import { fakeApp } from '../hosts/testing/fakeApp.ts';
import { runProgram } from './program.ts';
import type { OpenOptions } from './runCommand.ts';

/** Runs the command line on the fake application and keeps what it writes. */
async function run(...args: string[]) {
  const written = { stdout: '', stderr: '' };
  const opened: OpenOptions[] = [];
  let closed = 0;
  const exitCode = await runProgram(args, {
    stdout: { write: (text: string) => (written.stdout += text) },
    stderr: { write: (text: string) => (written.stderr += text) },
    openApp: (options) => {
      opened.push(options);
      return Promise.resolve({ ...fakeApp(), close: () => Promise.resolve(void closed++) });
    },
  });
  return { exitCode, ...written, opened, closed };
}

test('a failure is one sentence on standard error, exit code 1, and the application is closed', async () => {
  const { exitCode, stdout, stderr, closed } = await run('queue', '/data/nuclei');
  expect(exitCode).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toBe('sfumato: project /data/nuclei: another program has it open\n');
  expect(closed).toBe(1);
});

test('with --json a failure is one document with its code', async () => {
  const { exitCode, stdout } = await run('predict', '/data/nuclei', '--json');
  expect(exitCode).toBe(1);
  expect(JSON.parse(stdout)).toEqual({
    error: { code: 'projectLocked', message: 'project /data/nuclei: another program has it open' },
  });
});

test('relative paths are meant from the folder npm was called in', async () => {
  const before = process.env['INIT_CWD'];
  process.env['INIT_CWD'] = '/home/expert';
  const { stderr } = await run('queue', 'nuclei');
  if (before === undefined) delete process.env['INIT_CWD'];
  else process.env['INIT_CWD'] = before;
  expect(stderr).toContain('project /home/expert/nuclei:');
});

test.each([
  ['an unknown command', ['paint'], "unknown command 'paint'"],
  ['an unknown option', ['queue', 'p', '--worst'], "unknown option '--worst'"],
  ['a missing argument', ['train'], "missing required argument 'project'"],
  ['a number out of range', ['train', 'p', '--members', '0'], 'Wanted a whole number from 1 to 64.'],
  ['settings that are no JSON', ['train', 'p', '--method', 'swag', '--method-settings', 'rank=3'], 'Wanted a JSON object, such as {"rank": 10}.'],
  ['a share out of range', ['train', 'p', '--dropout', '1'], 'Wanted a number from 0 to 0.9.'],
  ['steps of a denoiser that are none', ['train', 'p', '--denoiser', '-3'], 'Wanted a whole number from 0 to 100000.'],
  ['a word for a number', ['serve', '--port', 'http'], 'Wanted a whole number from 0 to 65535.'],
  ['a choice that is none', ['export', 'p', '--to', 'x', '--content', 'masks'], 'Allowed choices are labels, objects, predictions, predictedObjects.'],
  ['one class', ['project', 'create', 'p', '--classes', 'nucleus'], 'Wanted at least two classes'],
  ['two classes of one name', ['project', 'create', 'p', '--classes', 'a,b,a'], 'Each class needs a name of its own.'],
  ['a colour that is none', ['project', 'create', 'p', '--classes', 'a,b=red'], 'wanted a colour like #e69f00, got "red"'],
  ['a host name to bind', ['serve', '--bind', 'my.host'], 'Wanted an IP address'],
])('%s is exit code 2 and names the fault', async (_what, args, message) => {
  const { exitCode, stderr, opened } = await run(...args);
  expect(exitCode).toBe(2);
  expect(stderr).toContain(message);
  expect(opened).toEqual([]);
});

test('a misunderstood command with --json still answers with one document', async () => {
  const { exitCode, stdout } = await run('train', '--json');
  expect(exitCode).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'invalidInput' } });
});

test('help and version are answers, not failures', async () => {
  expect(await run('--version')).toMatchObject({ exitCode: 0, stdout: '0.1.0\n', stderr: '' });
  expect((await run('train', '--help')).stdout).toContain('--members <count>');
});

test('an application that cannot start is reported like any failure', async () => {
  let stderr = '';
  const exitCode = await runProgram(['doctor'], {
    stdout: { write: () => true },
    stderr: { write: (text: string) => (stderr += text) },
    openApp: () => Promise.reject(new SfumatoError('permissionDenied', 'folder /data: cannot be written')),
  });
  expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: 'sfumato: folder /data: cannot be written\n' });
});

test('the headless demo works on a throw-away copy', async () => {
  const { opened } = await run('demo', '--headless', '--json');
  expect(opened).toEqual([{ host: 'commandLine', data: 'throwAway' }]);
});
