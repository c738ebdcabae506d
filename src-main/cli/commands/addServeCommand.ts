import { isIP } from 'node:net';
import { createInterface } from 'node:readline';
import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { readStaticFile } from '../../hosts/content/staticFiles.ts';
import { rendererFolder } from '../../hosts/folders.ts';
import { startWebHost } from '../../hosts/web/startWebHost.ts';
import type { WebHost } from '../../hosts/web/startWebHost.ts';
import { callerPath } from '../callerPath.ts';
import type { RunAction } from '../runCommand.ts';
import type { CommandContext } from '../runCommand.ts';
import { wholeNumber } from '../readOptions.ts';

interface ServeOptions {
  readonly json?: boolean;
  readonly port: number;
  readonly bind: string;
  readonly demo?: boolean;
}

const loopback = '127.0.0.1';

/** `serve [PROJECT]`: shows the window in a browser, until it is interrupted. */
export function addServeCommand(program: Command, run: RunAction): void {
  program
    .command('serve')
    .description('show the window in a browser on this machine; prints an address that works once')
    .argument('[project]', 'project to open')
    .option('--port <number>', 'port to listen on, 0 for a free one', wholeNumber(0, 65_535), 0)
    .option('--bind <address>', 'address to listen on; anything but 127.0.0.1 can be reached from the network', readAddress, loopback)
    .option('--demo', 'open the demo project')
    .option('--json', 'print one JSON document')
    .action((project: string | undefined, options: ServeOptions) =>
      run({ ...options, host: 'web' }, async (context) => {
        if (project !== undefined) await context.client.project.open({ folder: callerPath(project) });
        else if (options.demo) await context.client.project.openDemo();
        await serveWindow(context, options);
        return null;
      }),
    );
}

/** Shows the window to browsers until the program is interrupted. */
export async function serveWindow(
  { app, progress, print }: CommandContext,
  { port, bind }: { readonly port: number; readonly bind: string },
): Promise<void> {
  const folder = rendererFolder();
  if (!(await readStaticFile(folder, '/'))) {
    throw new SfumatoError('notFound', `${folder}: the window is not built yet; "npm start" builds it`);
  }
  const host = await startWebHost({ app, rendererFolder: folder, port, bindAddress: bind });
  if (bind !== loopback) {
    progress.note(`${bind} can be reached from the network, and what is sent is not encrypted: prefer an ssh tunnel.`);
  }
  print({ json: { url: host.url }, text: `Open this address in a browser; it works once:\n\n  ${host.url}\n` });
  const stopOffering = offerFurtherAddresses(host, (text) => progress.note(text));
  await interrupted();
  stopOffering();
  await host.close();
}

function readAddress(text: string): string {
  if (isIP(text)) return text;
  throw new InvalidArgumentError('Wanted an IP address, for example 127.0.0.1 or 0.0.0.0.');
}

/** Enter in the terminal prints a fresh address: the first one is spent, and a closed browser has lost its cookie. */
function offerFurtherAddresses(host: WebHost, tell: (text: string) => void): () => void {
  if (!process.stdin.isTTY) return () => undefined;
  tell('Enter prints a new address, Ctrl+C stops.');
  const lines = createInterface({ input: process.stdin });
  lines.on('line', () => tell(host.newLaunchUrl()));
  lines.on('SIGINT', () => process.emit('SIGINT'));
  return () => lines.close();
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}
