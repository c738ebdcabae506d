import type { Command } from 'commander';
import { callerPath } from '../callerPath.ts';
import { followJob } from '../followJob.ts';
import type { RunAction } from '../runCommand.ts';

/** `predict PROJECT`: makes the maps of every image that has none of the model in use. */
export function addPredictCommand(program: Command, run: RunAction): void {
  program
    .command('predict')
    .description('segment the images and map where the model in use does not know')
    .argument('<project>', "the project's folder")
    .option('--json', 'print one JSON document')
    .action((project: string, options: { readonly json?: boolean }) =>
      run(options, async ({ client, progress }) => {
        await client.project.open({ folder: callerPath(project) });
        await followJob(client, progress, () => client.predictions.start());
        const predictions = await client.predictions.list({});
        return { json: predictions, text: `${predictions.length} images have maps of the model in use.` };
      }),
    );
}
