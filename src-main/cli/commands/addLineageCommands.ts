import type { Command } from 'commander';
import { lineageOf } from '../../core/comparison/lineage.ts';
import type { LineageNode } from '../../core/comparison/lineage.ts';
import type { ContractClient } from '../../hosts/inProcess/inProcessClient.ts';
import { callerPath } from '../callerPath.ts';
import { findModel } from '../findModel.ts';
import { followRunningJobs } from '../followJob.ts';
import { methodOf } from '../methodOf.ts';
import { describeModel, describeVerdict } from '../modelText.ts';
import type { RunAction } from '../runCommand.ts';

interface LineageOptions {
  readonly json?: boolean;
  readonly model?: string;
}

type LearnedEvents = Awaited<ReturnType<ContractClient['models']['learnedEvents']>>;

/**
 * `model lineage PROJECT`: which model learned on from which, and from whose corrections.
 * `model rollback PROJECT`: back to the model before.
 */
export function addLineageCommands(model: Command, run: RunAction): void {
  model
    .command('lineage')
    .description('which model learned on from which, and which corrections each was the first to learn from')
    .argument('<project>', "the project's folder")
    .option('--model <id>', 'this model alone, with each of its corrections')
    .option('--json', 'print one JSON document')
    .action((project: string, options: LineageOptions) =>
      run(options, async ({ client }) => {
        await client.project.open({ folder: callerPath(project) });
        const models = options.model ? [await findModel(client, { project, modelId: options.model })] : await client.models.list();
        const learned = new Map<string, LearnedEvents>();
        for (const { id } of models) learned.set(id, await client.models.learnedEvents({ modelId: id, limit: 1000 }));
        const entries = options.model ? (learned.get(options.model)?.entries ?? []) : [];
        const lines = [...lineageOf(models).flatMap((node) => linesOf(node, learned, 0)), ...entries.map(({ sequence, at, who, tool, changedPixels, imageId }) => `  event ${sequence}, ${at}, ${who}: ${tool ?? 'review'}, ${changedPixels} pixels of image ${imageId}`)];
        const json = models.map((each) => ({ id: each.id, name: each.name, state: each.state, parentId: each.parentId, learned: each.learned, comparison: each.comparison, events: learned.get(each.id) }));
        return { json, text: lines.join('\n') };
      }),
    );
  model
    .command('rollback')
    .description('go back to the model before the one in use')
    .argument('<project>', "the project's folder")
    .option('--json', 'print one JSON document')
    .action((project: string, options: { readonly json?: boolean }) =>
      run(options, async ({ client, progress }) => {
        await client.project.open({ folder: callerPath(project) });
        const former = await client.models.rollBack({});
        await followRunningJobs(client, progress);
        return { json: former, text: describeModel(former, await methodOf(client, former.id)) };
      }),
    );
}

function linesOf({ model, children }: LineageNode, learned: ReadonlyMap<string, LearnedEvents>, depth: number): string[] {
  const indent = '  '.repeat(depth);
  const events = learned.get(model.id);
  const people = events?.people.map(({ who, corrections }) => `${who} ${corrections}`).join(', ');
  const from = events && events.corrections > 0 ? `${events.corrections} new corrections on ${events.images} images (${people})` : 'no corrections of this project';
  const verdict = model.comparison ? [`${indent}  ${describeVerdict(model.comparison)}`] : [];
  return [`${indent}${model.name} (${model.id}), ${model.state}: ${from}`, ...verdict, ...children.flatMap((child) => linesOf(child, learned, depth + 1))];
}
