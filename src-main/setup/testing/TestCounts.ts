/** What one part of the suite found. */
export interface TestCounts {
  readonly passed: number;
  readonly failures: readonly NamedText[];
  readonly skips: readonly NamedText[];
  /** Passed at the second try only, with what the first one found. */
  readonly wavering?: readonly NamedText[];
}

/** A test and what there is to say of it: the failure, or why it was skipped. */
export interface NamedText {
  readonly name: string;
  readonly text: string;
}

export function addCounts(all: readonly TestCounts[]): TestCounts {
  return {
    passed: all.reduce((sum, counts) => sum + counts.passed, 0),
    failures: all.flatMap((counts) => counts.failures),
    skips: all.flatMap((counts) => counts.skips),
    wavering: all.flatMap((counts) => counts.wavering ?? []),
  };
}

/** The closing lines: what was skipped and why, what wavered, what failed, and the sum alone on the last line. */
export function summarise({ passed, failures, skips, wavering = [] }: TestCounts): string {
  const lines = ['', ...groupByText(skips).map((line) => `skipped: ${line}`)];
  for (const test of wavering) lines.push('', `passed at the second try: ${test.name}`, indent(test.text));
  for (const failure of failures) lines.push('', `FAILED: ${failure.name}`, indent(failure.text));
  return [...lines, '', `${passed} passed, ${failures.length} failed, ${skips.length} skipped`, ''].join('\n');
}

/** One line a reason: a whole suite that is skipped for one reason says so once. */
function groupByText(skips: readonly NamedText[]): string[] {
  const groups = Map.groupBy(skips, (skip) => skip.text);
  return [...groups].map(([text, group]) => {
    const first = group[0]?.name ?? '';
    const names = group.length === 1 ? first : `${first} and ${group.length - 1} more`;
    return `${names} (${text})`;
  });
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '    ');
}
