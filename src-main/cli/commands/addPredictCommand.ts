import type { Command } from 'commander';
import type { CrfOptions } from '../../core/vision/crf/denseCrf.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { callerPath } from '../callerPath.ts';
import { followJob } from '../followJob.ts';
import { crfOf, readCrf } from '../readCrf.ts';
import type { RunAction } from '../runCommand.ts';

interface PredictOptions {
  readonly json?: boolean;
  readonly classes?: string;
  readonly instances?: string;
  readonly crf?: CrfOptions | true;
}

/** `predict PROJECT`: makes the maps of every image that has none of the model in use, and writes its classes and objects where asked. */
export function addPredictCommand(program: Command, run: RunAction): void {
  program
    .command('predict')
    .description('segment the images and map where the model in use does not know')
    .argument('<project>', "the project's folder")
    .option('--classes <folder>', 'also write the predicted class of every pixel there: 8-bit PNG files of class indices')
    .option('--instances <folder>', 'also write the predicted objects of every image there: 16-bit PNG files of object numbers, 0 = none')
    .option('--crf [settings]', 'refine what is written by the dense CRF, as the window does: settings such as appearanceReachPx=24,iterations=5', readCrf)
    .option('--json', 'print one JSON document')
    .action((project: string, options: PredictOptions) =>
      run(options, async ({ client, progress }) => {
        const refinement = crfOf(options.crf);
        if (refinement && options.classes === undefined && options.instances === undefined) {
          throw new SfumatoError('invalidInput', '--crf: refines what is written, the maps stay as the networks made them; say where with --classes or --instances');
        }
        await client.project.open({ folder: callerPath(project) });
        await followJob(client, progress, () => client.predictions.start());
        const predictions = await client.predictions.list({});
        const text = [`${predictions.length} images have maps of the model in use.`];
        const written: Record<string, { readonly folder: string }> = {};
        for (const [name, content] of [['classes', 'predictions'], ['instances', 'predictedObjects']] as const) {
          const asked = options[name];
          if (asked === undefined) continue;
          const folder = callerPath(asked);
          const job = await followJob(client, progress, () => client.exports.start({ folder, content, refinement }));
          written[name] = { folder };
          text.push(`${job.message.text} (${folder})`);
        }
        return { json: text.length === 1 ? predictions : { predictions, ...written, refinement }, text: text.join('\n') };
      }),
    );
}
