import type { Command } from 'commander';
import { callerPath } from '../callerPath.ts';
import type { WhyEmpty } from '../../contract/review.ts';
import type { RunAction } from '../runCommand.ts';
import { wholeNumber } from '../readOptions.ts';

interface QueueOptions {
  readonly json?: boolean;
  readonly limit: number;
}

/** What is said, and what to do, when no region is open. */
const reasons: Readonly<Record<WhyEmpty, string>> = {
  noModel: 'There is no model yet, so nothing is known of where it doubts: "sfumato train" makes one.',
  notPredicted: 'The model in use has not looked at the images yet: "sfumato predict" makes its maps.',
  predicting: 'The maps are being made: regions come with the first image.',
  noRegions: 'The model in use is sure everywhere: it has no doubtful regions.',
  allSettled: 'Every region of the model in use is settled: "sfumato train" lets it learn from them.',
};

/** `queue PROJECT`: lists the regions an expert should look at, worst first. */
export function addQueueCommand(program: Command, run: RunAction): void {
  program
    .command('queue')
    .description('list the regions the model knows least about, worst first')
    .argument('<project>', "the project's folder")
    .option('--limit <count>', 'how many', wholeNumber(1, 5000), 20)
    .option('--json', 'print one JSON document')
    .action((project: string, options: QueueOptions) =>
      run(options, async ({ client }) => {
        const { classes } = await client.project.open({ folder: callerPath(project) });
        const queue = await client.review.queue({ limit: options.limit });
        const names = new Map((await client.images.list()).map(({ id, name }) => [id, name]));
        const lines = queue.regions.map((region) => {
          const { x, y, width, height } = region.box;
          const proposed = classes.find(({ index }) => index === region.proposedClass)?.name ?? String(region.proposedClass);
          return [
            region.score.toFixed(1).padStart(8),
            `${region.pixelCount} px`.padStart(9),
            `${region.reason}, proposed ${proposed}`.padEnd(40),
            `${names.get(region.imageId) ?? region.imageId} at ${x}, ${y} (${width} x ${height})`,
          ].join('  ');
        });
        const summary = `${queue.openCount} regions open, ${queue.settledCount} settled`;
        const why = queue.whyEmpty ? [reasons[queue.whyEmpty]] : [];
        return { json: queue, text: [...lines, summary, ...why].join('\n') };
      }),
    );
}
