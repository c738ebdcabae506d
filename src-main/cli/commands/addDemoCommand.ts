import type { Command } from 'commander';
import { resourcesFolder } from '../../hosts/folders.ts';
import { runDemoLoop } from '../demo/runDemoLoop.ts';
import type { DemoReport } from '../demo/runDemoLoop.ts';
import type { RunAction } from '../runCommand.ts';
import { wholeNumber } from '../readOptions.ts';
import { serveWindow } from './addServeCommand.ts';

interface DemoOptions {
  readonly json?: boolean;
  readonly headless?: boolean;
  readonly regions: number;
  readonly steps?: number;
  readonly seed: number;
}

/** `demo`: opens the demo project in a browser or, headless, runs the whole loop on a fresh copy of it. */
export function addDemoCommand(program: Command, run: RunAction): void {
  program
    .command('demo')
    .description('open the demo, or run its whole loop with a simulated expert')
    .option('--headless', 'run the loop without a window, on a throw-away copy of the demo')
    .option('--regions <count>', 'regions the simulated expert goes through', wholeNumber(1, 5000), 100)
    .option('--steps <count>', 'training steps of each network', wholeNumber(1, 100_000))
    .option('--seed <number>', 'seed of all random numbers', wholeNumber(0, 2 ** 31 - 1), 1)
    .option('--json', 'print one JSON document')
    .action((options: DemoOptions) =>
      options.headless
        ? run({ ...options, data: 'throwAway' }, async ({ app, client, progress }) => {
            const report = await runDemoLoop({
              app,
              client,
              progress,
              resourcesFolder: resourcesFolder(),
              regions: options.regions,
              stepsPerMember: options.steps ?? null,
              seed: options.seed,
            });
            return { json: report, text: describeReport(report) };
          })
        : run({ ...options, host: 'web' }, async (context) => {
            await context.client.project.openDemo();
            await serveWindow(context, { port: 0, bind: '127.0.0.1' });
            return null;
          }),
    );
}

function describeReport(report: DemoReport): string {
  const change = ({ before, after }: { before: number; after: number }): string => `${before.toFixed(4)} -> ${after.toFixed(4)}`;
  const { touched, heldBack } = report;
  const seconds = Object.entries(report.seconds).map(([step, value]) => `${step} ${value.toFixed(1)} s`);
  return [
    `The expert corrected ${report.regionsCorrected} regions (${report.pixelsCorrected} pixels) and accepted ${report.regionsAccepted}.`,
    `${touched.images} images worked on:  Dice ${change(touched.dice)}   ECE ${change(touched.ece)}`,
    `${heldBack.images} images held back:  Dice ${change(heldBack.dice)}   ECE ${change(heldBack.ece)}`,
    `all of them:  Dice ${change(report.dice)}   ECE ${change(report.ece)}`,
    report.promoted ? 'The retrained model was taken into use.' : 'The retrained model was not better and was declined.',
    `${report.regionsOpen} regions wait for review.`,
    seconds.join(', '),
  ].join('\n');
}
