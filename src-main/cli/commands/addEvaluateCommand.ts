import type { Command } from 'commander';
import { callerPath } from '../callerPath.ts';
import { findModel } from '../findModel.ts';
import { followJob } from '../followJob.ts';
import { methodOf } from '../methodOf.ts';
import { describeModel } from '../modelText.ts';
import type { RunAction } from '../runCommand.ts';

interface EvaluateOptions {
  readonly json?: boolean;
  readonly model?: string;
}

/** `evaluate PROJECT`: measures a model on the held-back images. */
export function addEvaluateCommand(program: Command, run: RunAction): void {
  program
    .command('evaluate')
    .description('measure a model on the held-back images')
    .argument('<project>', "the project's folder")
    .option('--model <id>', 'which model (default: the one in use)')
    .option('--json', 'print one JSON document')
    .action((project: string, options: EvaluateOptions) =>
      run(options, async ({ client, progress }) => {
        await client.project.open({ folder: callerPath(project) });
        const { id } = await findModel(client, { project, modelId: options.model });
        await followJob(client, progress, () => client.models.evaluate({ modelId: id }));
        const model = await findModel(client, { project, modelId: id });
        return { json: model, text: describeModel(model, await methodOf(client, id)) };
      }),
    );
}
