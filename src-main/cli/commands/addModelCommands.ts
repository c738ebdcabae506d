import { Option } from 'commander';
import type { Command } from 'commander';
import { temperatureChoices } from '../../core/calibration/Temperatures.ts';
import type { TemperatureChoice } from '../../core/calibration/Temperatures.ts';
import { callerPath } from '../callerPath.ts';
import { findModel } from '../findModel.ts';
import { followJob } from '../followJob.ts';
import { methodOf } from '../methodOf.ts';
import { describeModel } from '../modelText.ts';
import { addLineageCommands } from './addLineageCommands.ts';
import type { RunAction } from '../runCommand.ts';

interface CalibrateOptions {
  readonly json?: boolean;
  readonly model?: string;
  readonly temperature?: TemperatureChoice;
}

/**
 * `model import PROJECT PATH`: takes a model folder, or a network from elsewhere as an ONNX file, into a project.
 * `model calibrate PROJECT`: fits a model's temperature, or one for each class, on the held-back images.
 */
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
  addLineageCommands(model, run);
  model
    .command('calibrate')
    .description('fit how sure a model may be on the held-back images, so that its certainty can be taken at its word')
    .argument('<project>', "the project's folder")
    .option('--model <id>', 'which model (default: the one in use)')
    .addOption(
      new Option('--temperature <kind>', 'one temperature for all classes, one for each, or whichever is worth more on images it was not fitted on (default: as last time, at first automatic)').choices(temperatureChoices),
    )
    .option('--json', 'print one JSON document')
    .action((project: string, options: CalibrateOptions) =>
      run(options, async ({ client, progress }) => {
        await client.project.open({ folder: callerPath(project) });
        const { id } = await findModel(client, { project, modelId: options.model });
        const { message } = await followJob(client, progress, () => client.models.calibrate({ modelId: id, temperatureChoice: options.temperature }));
        const calibrated = await findModel(client, { project, modelId: id });
        return { json: { model: calibrated, message: message.text }, text: `${message.text}\n${describeModel(calibrated, await methodOf(client, id))}` };
      }),
    );
}
