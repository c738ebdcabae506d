import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { callerPath } from '../callerPath.ts';
import type { QueueNotice, WhyEmpty } from '../../contract/review.ts';
import type { RegionRecord } from '../../core/records.ts';
import { strategyNames } from '../../core/review/strategies/StrategyName.ts';
import type { StrategyName } from '../../core/review/strategies/StrategyName.ts';
import type { RunAction } from '../runCommand.ts';
import { wholeNumber } from '../readOptions.ts';

interface QueueOptions {
  readonly json?: boolean;
  readonly limit: number;
  readonly strategy?: StrategyName;
}

/** What is said, and what to do, when no region is open. */
const reasons: Readonly<Record<WhyEmpty, string>> = {
  noModel: 'There is no model yet, so nothing is known of where it doubts: "sfumato train" makes one.',
  notPredicted: 'The model in use has not looked at the images yet: "sfumato predict" makes its maps.',
  predicting: 'The maps are being made: regions come with the first image.',
  noRegions: 'The model in use is sure everywhere: it has no doubtful regions.',
  allSettled: 'Every region of the model in use is settled: "sfumato train" lets it learn from them.',
};

/** `queue PROJECT`: lists the regions an expert should look at, in the order in which they are asked. */
export function addQueueCommand(program: Command, run: RunAction): void {
  program
    .command('queue')
    .description('list the regions an expert should look at, in the order in which they are asked')
    .argument('<project>', "the project's folder")
    .option('--limit <count>', 'how many', wholeNumber(1, 5000), 20)
    .option('--strategy <name>', `what another strategy would ask, without choosing it: ${strategyNames.join(', ')}`, readStrategy)
    .option('--json', 'print one JSON document')
    .action((project: string, options: QueueOptions) =>
      run(options, async ({ client }) => {
        const { classes } = await client.project.open({ folder: callerPath(project) });
        const names = new Map((await client.images.list()).map(({ id, name }) => [id, name]));
        const lineOf = (region: RegionRecord): string => {
          const { x, y, width, height } = region.box;
          const proposed = classes.find(({ index }) => index === region.proposedClass)?.name ?? String(region.proposedClass);
          return [
            region.score.toFixed(1).padStart(8),
            `${region.pixelCount} px`.padStart(9),
            `${region.reason}, proposed ${proposed}`.padEnd(40),
            `${names.get(region.imageId) ?? region.imageId} at ${x}, ${y} (${width} x ${height})`,
          ].join('  ');
        };
        if (options.strategy) {
          const preview = await client.review.preview({ strategy: options.strategy, limit: options.limit });
          const standsIn = preview.strategy === options.strategy ? [] : [`The maps have nothing that "${options.strategy}" could go by: "${preview.strategy}" stands in for it.`];
          return { json: preview, text: [...preview.regions.map(lineOf), ...standsIn].join('\n') };
        }
        const queue = await client.review.queue({ limit: options.limit });
        const summary = `${queue.openCount} regions open, ${queue.settledCount} settled, asked by "${queue.strategy}"`;
        const why = queue.whyEmpty ? [reasons[queue.whyEmpty]] : [];
        return { json: queue, text: [...queue.regions.map(lineOf), summary, ...queue.notices.map(told), ...why].join('\n') };
      }),
    );
}

/** @throws InvalidArgumentError naming what there is */
export function readStrategy(text: string): StrategyName {
  const found = strategyNames.find((name) => name === text);
  if (!found) throw new InvalidArgumentError(`wanted one of ${strategyNames.join(', ')}`);
  return found;
}

function told(notice: QueueNotice): string {
  if (notice.kind === 'learnedLossPoor') return `The learned loss does not foretell the true one (rank correlation ${notice.correlation.toFixed(2)}, wanted ${notice.limit}): the queue goes without it.`;
  if (notice.kind === 'mapMissing') return `The maps have nothing that "${notice.strategy}" could go by: the usual strategy stands in for it.`;
  return `Everything labelled is of class ${notice.classIndex}: label something else too, or a network cannot tell them apart.`;
}
