import type { Command } from 'commander';
import type { ClassRecord } from '../../core/records.ts';
import { callerPath } from '../callerPath.ts';
import type { RunAction } from '../runCommand.ts';
import { readClasses } from '../readClasses.ts';
import { readStrategy } from './addQueueCommand.ts';
import { strategyNames } from '../../core/review/strategies/StrategyName.ts';
import type { StrategyName } from '../../core/review/strategies/StrategyName.ts';

interface QueueChanges {
  readonly json?: boolean;
  readonly strategy?: StrategyName;
  readonly randomShare?: number;
  readonly auditShare?: number;
  readonly learnedLossLimit?: number;
}

interface CreateOptions {
  readonly json?: boolean;
  readonly name?: string;
  readonly classes: ClassRecord[];
}

interface UpdateChanges {
  readonly json?: boolean;
  readonly updateAfter?: number;
  readonly promotionMargin?: number;
  readonly evaluationShare?: number;
}

/**
 * `project create FOLDER`: makes an empty project; `project queue FOLDER`: says how its queue is made, and changes that;
 * `project updates FOLDER`: the same of how its models are updated.
 */
export function addProjectCommands(program: Command, run: RunAction): void {
  const project = program.command('project').description('make projects, and say how their queues are made and their models updated');
  project
    .command('create')
    .description('make an empty project in a folder')
    .argument('<folder>', 'folder to make')
    .option('--name <name>', "the project's name (default: the folder's)")
    .requiredOption('--classes <names>', 'class names, background first: background,nucleus or nucleus=#e69f00', readClasses)
    .option('--json', 'print one JSON document')
    .action((folder: string, options: CreateOptions) =>
      run(options, async ({ client }) => {
        const path = callerPath(folder);
        const name = options.name ?? (path.split(/[\\/]/).filter(Boolean).at(-1) || 'project');
        const made = await client.project.create({ folder: path, name, classes: options.classes });
        return { json: made, text: `Made the project "${made.name}" in ${made.folder}.` };
      }),
    );
  project
    .command('queue')
    .description("say how a project's queue is made; each option that is given changes it")
    .argument('<project>', "the project's folder")
    .option('--strategy <name>', `one of ${strategyNames.join(', ')}`, readStrategy)
    .option('--random-share <share>', 'share of the queue drawn at random, 0 to 0.5', Number)
    .option('--audit-share <share>', 'share of the queue drawn where the model is sure, 0 to 0.5', Number)
    .option('--learned-loss-limit <correlation>', 'rank correlation below which the learned loss is not used, -1 to 1', Number)
    .option('--json', 'print one JSON document')
    .action((folder: string, { json, ...change }: QueueChanges) =>
      run({ ...(json !== undefined && { json }) }, async ({ client }) => {
        await client.project.open({ folder: callerPath(folder) });
        const settings = Object.keys(change).length > 0 ? await client.review.changeSettings({ change }) : await client.review.settings();
        if (Object.keys(change).length > 0) await client.review.remade();
        return { json: settings, text: settingsText(settings) };
      }),
    );
  project
    .command('updates')
    .description("say how a project's models are updated, judged and measured; each option that is given changes it")
    .argument('<project>', "the project's folder")
    .option('--update-after <corrections>', 'new corrections after which the window starts a light update by itself, 0 to 10000; 0: never', Number)
    .option('--promotion-margin <Dice>', 'mean Dice that a new model may lose and still pass as not worse, 0 to 0.1', Number)
    .option('--evaluation-share <share>', 'share of the corrected images kept for measuring and never learned from, 0 to 0.5', Number)
    .option('--json', 'print one JSON document')
    .action((folder: string, { json, ...change }: UpdateChanges) =>
      run({ ...(json !== undefined && { json }) }, async ({ client }) => {
        await client.project.open({ folder: callerPath(folder) });
        const settings = Object.keys(change).length > 0 ? await client.training.changeSettings(change) : await client.training.settings();
        return { json: settings, text: settingsText(settings) };
      }),
    );
}

function settingsText(settings: object): string {
  return Object.entries(settings).map(([name, value]) => `${name}: ${value}`).join('\n');
}
