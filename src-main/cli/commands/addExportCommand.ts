import { Option } from 'commander';
import type { Command } from 'commander';
import { callerPath } from '../callerPath.ts';
import { followJob } from '../followJob.ts';
import type { RunAction } from '../runCommand.ts';

interface ExportOptions {
  readonly json?: boolean;
  readonly to: string;
  readonly content: 'labels' | 'objects' | 'predictions';
}

/** `export PROJECT`: writes label maps, objects or predictions as PNG files. */
export function addExportCommand(program: Command, run: RunAction): void {
  program
    .command('export')
    .description('write PNG files: class indices (255 = not labelled), or object numbers (16 bits, 0 = none)')
    .argument('<project>', "the project's folder")
    .requiredOption('--to <folder>', 'folder to write to')
    .addOption(new Option('--content <content>', 'what to write').choices(['labels', 'objects', 'predictions']).default('labels'))
    .option('--json', 'print one JSON document')
    .action((project: string, options: ExportOptions) =>
      run(options, async ({ client, progress }) => {
        await client.project.open({ folder: callerPath(project) });
        const folder = callerPath(options.to);
        const job = await followJob(client, progress, () => client.exports.start({ folder, content: options.content }));
        return { json: { folder, content: options.content }, text: `${job.message.text} (${folder})` };
      }),
    );
}
