import type { Command } from 'commander';
import { callerPath } from '../callerPath.ts';
import { decimal } from '../readOptions.ts';
import { describeEvidence } from '../evidenceText.ts';
import type { RunAction } from '../runCommand.ts';

interface ReportOptions {
  readonly json?: boolean;
  readonly dice: number;
  readonly risk: number;
}

/** `report PROJECT`: what the settled regions tell of the queue, of silent errors and of when to stop. */
export function addReportCommand(program: Command, run: RunAction): void {
  program
    .command('report')
    .description('whether the queue helps, what is silently wrong, and how many more regions to review')
    .argument('<project>', "the project's folder")
    .option('--dice <value>', 'wanted Dice of the foreground over all images', decimal(0.5, 0.999), 0.95)
    .option('--risk <probability>', 'with which it may be missed', decimal(0.01, 0.5), 0.1)
    .option('--json', 'print one JSON document')
    .action((project: string, { dice, risk, ...options }: ReportOptions) =>
      run(options, async ({ client }) => {
        await client.project.open({ folder: callerPath(project) });
        const [evidence, stopping] = [await client.insights.evidence(), await client.insights.stopping({ dice, alpha: risk })];
        return { json: { ...evidence, stopping }, text: describeEvidence(evidence, stopping, { dice, risk }) };
      }),
    );
}
