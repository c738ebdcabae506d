import type { Command } from 'commander';
import type { ClassRecord } from '../../core/records.ts';
import { callerPath } from '../callerPath.ts';
import type { RunAction } from '../runCommand.ts';
import { readClasses } from '../readClasses.ts';

interface CreateOptions {
  readonly json?: boolean;
  readonly name?: string;
  readonly classes: ClassRecord[];
}

/** `project create FOLDER`: makes an empty project. */
export function addProjectCommands(program: Command, run: RunAction): void {
  const project = program.command('project').description('make projects');
  project
    .command('create')
    .description('make an empty project in a folder')
    .argument('<folder>', 'folder to make')
    .option('--name <name>', "the project's name (default: the folder's)")
    .requiredOption('--classes <names>', 'class names, background first: background,nucleus or nucleus=#e69f00', readClasses)
    .option('--json', 'print one JSON document')
    .action((folder: string, options: CreateOptions) =>
      run(options, async ({ client }) => {
        const path = callerPath(folder);
        const name = options.name ?? (path.split(/[\\/]/).filter(Boolean).at(-1) || 'project');
        const made = await client.project.create({ folder: path, name, classes: options.classes });
        return { json: made, text: `Made the project "${made.name}" in ${made.folder}.` };
      }),
    );
}
