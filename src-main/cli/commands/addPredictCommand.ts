import type { Command } from 'commander';
import { callerPath } from '../callerPath.ts';
import { followJob } from '../followJob.ts';
import type { RunAction } from '../runCommand.ts';

/** `predict PROJECT`: makes the maps of every image that has none of the model in use, and writes its objects where asked. */
export function addPredictCommand(program: Command, run: RunAction): void {
  program
    .command('predict')
    .description('segment the images and map where the model in use does not know')
    .argument('<project>', "the project's folder")
    .option('--instances <folder>', 'also write the predicted objects of every image there: 16-bit PNG files of object numbers, 0 = none')
    .option('--json', 'print one JSON document')
    .action((project: string, options: { readonly json?: boolean; readonly instances?: string }) =>
      run(options, async ({ client, progress }) => {
        await client.project.open({ folder: callerPath(project) });
        await followJob(client, progress, () => client.predictions.start());
        const predictions = await client.predictions.list({});
        const text = `${predictions.length} images have maps of the model in use.`;
        if (options.instances === undefined) return { json: predictions, text };
        const folder = callerPath(options.instances);
        const written = await followJob(client, progress, () => client.exports.start({ folder, content: 'predictedObjects' }));
        return { json: { predictions, instances: { folder } }, text: `${text}\n${written.message.text} (${folder})` };
      }),
    );
}
