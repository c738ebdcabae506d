import type { Command } from 'commander';
import { callerPath } from '../callerPath.ts';
import { methodOf } from '../methodOf.ts';
import { describeModel } from '../modelText.ts';
import type { RunAction } from '../runCommand.ts';

/** `model import PROJECT PATH`: takes a model folder, or a network from elsewhere as an ONNX file, into a project. */
export function addModelCommands(program: Command, run: RunAction): void {
  const model = program.command('model').description('models of a project');
  model
    .command('import')
    .description('take a model in: a model folder, or an ONNX file, which predicts but is never trained')
    .argument('<project>', "the project's folder")
    .argument('<path>', 'the model folder or the .onnx file')
    .option('--json', 'print one JSON document')
    .action((project: string, path: string, options: { readonly json?: boolean }) =>
      run(options, async ({ client }) => {
        await client.project.open({ folder: callerPath(project) });
        const imported = await client.models.import({ folder: callerPath(path) });
        return { json: imported, text: describeModel(imported, await methodOf(client, imported.id)) };
      }),
    );
}
