import { Option } from 'commander';
import type { Command } from 'commander';
import type { ImageRole } from '../../core/records.ts';
import { callerPath } from '../callerPath.ts';
import { followJob } from '../followJob.ts';
import type { RunAction } from '../runCommand.ts';

interface ImportOptions {
  readonly json?: boolean;
  readonly images: string;
  readonly labels?: string;
  readonly labelKind: 'classes' | 'instances';
  readonly role: ImageRole;
  readonly prefix: string;
}

/** `import PROJECT`: takes a folder of images, and of labels, into a project; all or nothing. */
export function addImportCommand(program: Command, run: RunAction): void {
  program
    .command('import')
    .description('take images, and labels of the same names, into a project')
    .argument('<project>', "the project's folder")
    .requiredOption('--images <folder>', 'folder of images')
    .option('--labels <folder>', 'folder of label files')
    .addOption(new Option('--label-kind <kind>', 'what label files hold').choices(['classes', 'instances']).default('classes'))
    .addOption(
      new Option('--role <role>', 'work on the images, or keep them back to measure models')
        .choices(['work', 'heldBack'])
        .default('work'),
    )
    .option('--prefix <text>', 'only files whose name begins so', '')
    .option('--json', 'print one JSON document')
    .action((project: string, options: ImportOptions) =>
      run(options, async ({ client, progress }) => {
        await client.project.open({ folder: callerPath(project) });
        const before = await client.images.list();
        await followJob(client, progress, () =>
          client.images.import({
            imageFolder: callerPath(options.images),
            labelFolder: options.labels === undefined ? null : callerPath(options.labels),
            labelKind: options.labelKind,
            role: options.role,
            namePrefix: options.prefix,
          }),
        );
        const known = new Set(before.map(({ id }) => id));
        const images = await client.images.list();
        const imported = images.filter(({ id }) => !known.has(id));
        const labelled = imported.filter(({ labelledFraction }) => labelledFraction > 0).length;
        return {
          json: { imported, imageCount: images.length },
          text: `Imported ${imported.length} images, ${labelled} of them with labels; the project has ${images.length}.`,
        };
      }),
    );
}
