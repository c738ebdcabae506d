import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { SfumatoError } from '../core/SfumatoError.ts';
import { programFolder } from '../hosts/folders.ts';
import { addDemoCommand } from './commands/addDemoCommand.ts';
import { addDoctorCommand } from './commands/addDoctorCommand.ts';
import { addEvaluateCommand } from './commands/addEvaluateCommand.ts';
import { addExportCommand } from './commands/addExportCommand.ts';
import { addImportCommand } from './commands/addImportCommand.ts';
import { addModelCommands } from './commands/addModelCommands.ts';
import { addPredictCommand } from './commands/addPredictCommand.ts';
import { addProjectCommands } from './commands/addProjectCommands.ts';
import { addQueueCommand } from './commands/addQueueCommand.ts';
import { addReportCommand } from './commands/addReportCommand.ts';
import { addServeCommand } from './commands/addServeCommand.ts';
import { addTrainCommand } from './commands/addTrainCommand.ts';
import { printFailure, runCommand } from './runCommand.ts';
import type { RunAction, Terminal } from './runCommand.ts';

const usageExitCode = 2;

/**
 * Runs the command line.
 * @param args what stands after the program's name
 * @returns the exit code: 0 done, 1 failed, 2 the command was not understood
 */
export async function runProgram(args: readonly string[], terminal: Terminal): Promise<number> {
  let exitCode = 0;
  const run: RunAction = async (options, action) => {
    exitCode = await runCommand(terminal, options, action);
  };
  try {
    await buildProgram(terminal, run).parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    // Help and version end so too; they were asked for.
    if (thrown.exitCode === 0) return 0;
    const message = thrown.message.replace(/^error: /, '');
    const wanted = message === '(outputHelp)' ? 'no command given' : message;
    printFailure(terminal, { json: args.includes('--json') }, new SfumatoError('invalidInput', `${wanted} (see --help)`));
    return usageExitCode;
  }
}

function buildProgram(terminal: Terminal, run: RunAction): Command {
  const program = new Command('sfumato')
    .description('Label medical and microscopy images where the networks do not know.')
    .version(versionOfProgram())
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void terminal.stdout.write(text),
      writeErr: (text) => void terminal.stderr.write(text),
      // Said once, by printFailure.
      outputError: () => undefined,
    });
  addDoctorCommand(program, run);
  addProjectCommands(program, run);
  addImportCommand(program, run);
  addModelCommands(program, run);
  addTrainCommand(program, run);
  addPredictCommand(program, run);
  addQueueCommand(program, run);
  addEvaluateCommand(program, run);
  addReportCommand(program, run);
  addExportCommand(program, run);
  addServeCommand(program, run);
  addDemoCommand(program, run);
  return program;
}

function versionOfProgram(): string {
  const text = readFileSync(join(programFolder(), 'package.json'), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}
