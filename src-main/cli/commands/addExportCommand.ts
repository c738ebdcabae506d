import { Option } from 'commander';
import type { Command } from 'commander';
import type { CrfOptions } from '../../core/vision/crf/denseCrf.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { callerPath } from '../callerPath.ts';
import { followJob } from '../followJob.ts';
import { crfOf, readCrf } from '../readCrf.ts';
import type { RunAction } from '../runCommand.ts';

interface ExportOptions {
  readonly json?: boolean;
  readonly to: string;
  readonly onnx?: boolean;
  readonly model?: string;
  readonly crf?: CrfOptions | true;
  readonly content: 'labels' | 'objects' | 'predictions' | 'predictedObjects';
}

/** `export PROJECT`: writes label maps, objects or predictions as PNG files, or a model as an ONNX file. */
export function addExportCommand(program: Command, run: RunAction): void {
  program
    .command('export')
    .description('write PNG files: class indices (255 = not labelled), or object numbers (16 bits, 0 = none); with --onnx a model')
    .argument('<project>', "the project's folder")
    .requiredOption('--to <folder>', 'folder to write to')
    .addOption(new Option('--content <content>', 'what to write').choices(['labels', 'objects', 'predictions', 'predictedObjects']).default('labels'))
    .option('--crf [settings]', 'refine predictions, and the objects cut from them, as the window does: settings such as appearanceReachPx=24,iterations=5', readCrf)
    .option('--onnx', 'write a model as one ONNX file instead')
    .option('--model <id>', 'the model to write (default: the one in use)')
    .option('--json', 'print one JSON document')
    .action((project: string, options: ExportOptions) =>
      run(options, async ({ client, progress }) => {
        await client.project.open({ folder: callerPath(project) });
        const folder = callerPath(options.to);
        const refinement = crfOf(options.crf);
        if (options.onnx) {
          if (refinement) throw new SfumatoError('invalidInput', '--crf: an ONNX file holds a model, which is not refined; leave one of the two out');
          let path = '';
          const written = await followJob(client, progress, async () => {
            const started = await client.exports.onnx({ modelId: options.model ?? null, folder });
            path = started.path;
            return started;
          });
          return { json: { path }, text: written.message.text };
        }
        const job = await followJob(client, progress, () => client.exports.start({ folder, content: options.content, refinement }));
        return { json: { folder, content: options.content, refinement }, text: `${job.message.text} (${folder})` };
      }),
    );
}
