import type { Command } from 'commander';
import { inEnglish } from '../doctor/inEnglish.ts';
import type { EnglishReport } from '../doctor/inEnglish.ts';
import { checkMachine } from '../doctor/machineChecks.ts';
import type { RunAction } from '../runCommand.ts';

/** `doctor`: says what this machine has and what that means for the program. */
export function addDoctorCommand(program: Command, run: RunAction): void {
  program
    .command('doctor')
    .description('check this machine and say what the program will use')
    .option('--json', 'print one JSON document')
    .action((options: { readonly json?: boolean }) =>
      run(options, async ({ client }) => {
        const [asData, ofMachine] = await Promise.all([client.system.doctor(), checkMachine()]);
        const ofProgram = inEnglish(asData);
        const names = new Set(ofProgram.checks.map(({ name }) => name));
        const report = { ...ofProgram, checks: [...ofProgram.checks, ...ofMachine.filter(({ name }) => !names.has(name))] };
        return { json: report, text: describeReport(report) };
      }),
    );
}

function describeReport(report: EnglishReport): string {
  const marks = { ok: 'ok     ', warning: 'warning', failed: 'FAILED ' } as const;
  return [
    `Sfumato ${report.version} on ${report.platform}, Node ${report.node}, SQLite ${report.sqlite}`,
    `cache   ${report.cacheFolder}`,
    `engine  ${report.engine.state}: ${report.engine.device}`,
    ...report.engine.backends.map(({ name, chosen, reason }) => `        ${chosen ? '*' : ' '} ${name}: ${reason}`),
    ...(report.engine.prediction === null ? [] : [`        predictions: ${report.engine.prediction}`]),
    ...report.checks.map(({ name, state, detail }) => `${marks[state]} ${name}: ${detail}`),
  ].join('\n');
}
