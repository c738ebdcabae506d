import type { Command } from 'commander';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { callerPath } from '../callerPath.ts';
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
        const find = async () =>
          (await client.models.list()).find(({ id, state }) => (options.model ? id === options.model : state === 'inUse'));
        const wanted = await find();
        if (!wanted) {
          throw options.model
            ? new SfumatoError('notFound', `model ${options.model}: the project has no such model`)
            : new SfumatoError('noModel', `project ${project}: no model is in use; train one first`);
        }
        await followJob(client, progress, () => client.models.evaluate({ modelId: wanted.id }));
        const model = (await find()) ?? wanted;
        return { json: model, text: describeModel(model, await methodOf(client, model.id)) };
      }),
    );
}
