import { Option } from 'commander';
import type { Command } from 'commander';
import type { ImageRole } from '../../core/records.ts';
import { callerPath } from '../callerPath.ts';
import { followJob } from '../followJob.ts';
import { planImport, tellPlan } from '../planImport.ts';
import { readPairs } from '../readPairs.ts';
import type { RunAction } from '../runCommand.ts';

interface ImportOptions {
  readonly json?: boolean;
  readonly images: string;
  /** False: `--no-labels`. */
  readonly labels?: string | false;
  readonly labelKind?: 'classes' | 'instances';
  readonly role: ImageRole;
  readonly prefix: string;
  readonly pairs?: string;
  readonly dryRun?: boolean;
}

/** `import PROJECT`: takes a folder of images, and of labels, into a project; all or nothing. */
export function addImportCommand(program: Command, run: RunAction): void {
  program
    .command('import')
    .description('take images, and the labels whose names fit, into a project')
    .argument('<project>', "the project's folder")
    .requiredOption('--images <folder>', 'folder of images, or one that holds such a folder')
    .option('--labels <folder>', 'folder of label files (default: the one that is found, or label files beside their images)')
    .option('--no-labels', 'take every file as an image, without labels')
    .addOption(new Option('--label-kind <kind>', 'what label files hold (default: as they look)').choices(['classes', 'instances']))
    .addOption(
      new Option('--role <role>', 'work on the images, or keep them back to measure models')
        .choices(['work', 'heldBack'])
        .default('work'),
    )
    .option('--prefix <text>', 'only files whose name begins so', '')
    .option('--pairs <file>', 'JSON or CSV of image and label, over what the names say; an empty label is none')
    .option('--dry-run', 'print which label file goes with which image, and import nothing')
    .option('--json', 'print one JSON document')
    .action((project: string, options: ImportOptions) =>
      run(options, async ({ client, progress }) => {
        const labelChoices = options.pairs === undefined ? [] : await readPairs(callerPath(options.pairs));
        const found = await client.images.inspect({
          folder: callerPath(options.images),
          withoutLabels: options.labels === false,
          ...(typeof options.labels === 'string' ? { labelFolder: callerPath(options.labels) } : {}),
        });
        const labelKind = options.labelKind ?? found.labelKind;
        if (options.dryRun) {
          const plan = planImport(found, { labelChoices, prefix: options.prefix });
          return { json: { ...plan, labelKind }, text: tellPlan(plan) };
        }
        await client.project.open({ folder: callerPath(project) });
        const before = await client.images.list();
        await followJob(client, progress, () =>
          client.images.import({
            imageFolder: found.imageFolder,
            labelFolder: found.labelFolder,
            labelChoices: [...labelChoices],
            labelKind,
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
