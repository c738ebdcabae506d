import type { Evidence, Stopping } from '../contract/evidence.ts';

interface Wish {
  readonly dice: number;
  /** Probability with which it may be missed. */
  readonly risk: number;
}

/** What the settled regions tell, a finding a line. */
export function describeEvidence(evidence: Evidence, stopping: Stopping | null, wish: Wish): string {
  return [...armLines(evidence), ...auditLines(evidence), ...lossLines(evidence), stopLine(stopping, wish)].join('\n');
}

type OpenInterval = Evidence['arms']['speedUp'];

function withRange({ estimate, lower, upper }: OpenInterval, digits: number): string {
  if (estimate === null) return '-';
  return lower === null ? estimate.toFixed(digits) : `${estimate.toFixed(digits)} (${lower.toFixed(digits)} to ${upper === null ? 'any' : upper.toFixed(digits)})`;
}

function armLines({ arms }: Evidence): string[] {
  const lines = (['chosen', 'random'] as const).map((arm) => {
    const { regions, wrongRegions, wrongPixels, minutes, perMinute } = arms.figures[arm];
    return `${arm.padEnd(8)} ${regions} regions settled, ${wrongRegions} with an error, ${wrongPixels} wrong px in ${minutes.toFixed(1)} min: ${withRange(perMinute, 1)} px a minute`;
  });
  const words = {
    better: `The queue finds ${withRange(arms.speedUp, 1)} times as many errors a minute as regions at random; saved so far: ${withRange(arms.minutesSaved, 1)} min.`,
    worse: `The queue finds only ${withRange(arms.speedUp, 1)} times as many errors a minute as regions at random.`,
    undecided: `The queue finds ${withRange(arms.speedUp, 1)} times as many errors a minute as regions at random; that may be chance.`,
    tooFew: `Too early to compare: ${arms.missing.chosen} more of the queue's own and ${arms.missing.random} more at random are wanted, with errors and times.`,
  };
  return [...lines, words[arms.verdict]];
}

function auditLines({ audit }: Evidence): string[] {
  if (!audit) return ['There is no model yet, so nothing is left to its word.'];
  const { pixelRate, wrongInRest, regions, wrongRegions, restPixels } = audit;
  if (!pixelRate || !wrongInRest) return ['No place where the model is sure is settled yet: what is silently wrong is not known.'];
  const percent = ({ estimate, lower, upper }: { estimate: number; lower: number; upper: number }): string => withRange({ estimate: 100 * estimate, lower: 100 * lower, upper: 100 * upper }, 2);
  return [`Where the model is sure: errors in ${wrongRegions} of ${regions} places, ${percent(pixelRate)} % of the pixels wrong, ${withRange(wrongInRest, 0)} of ${restPixels} px.`];
}

function lossLines({ learnedLoss, settings }: Evidence): string[] {
  if (!learnedLoss) return [];
  if (!learnedLoss.correlation) return [`Learned loss against found errors: not known yet (${learnedLoss.regions} regions).`];
  const word = learnedLoss.isTrusted ? 'in use' : `not in use, the limit is ${settings.learnedLossLimit}`;
  return [`Learned loss against found errors: rank correlation ${withRange(learnedLoss.correlation, 2)} over ${learnedLoss.regions} regions; ${word}.`];
}

function stopLine(stopping: Stopping | null, { dice, risk }: Wish): string {
  if (!stopping) return 'There is no model yet: "sfumato train" makes one.';
  const { answer, restWrong, minutes } = stopping;
  const wish = `Dice ${dice} with probability ${(1 - risk).toFixed(2)}`;
  if (!('regions' in answer)) {
    if (answer.kind === 'reached') return `${wish} is reached: you may stop.`;
    return answer.kind === 'unreachable'
      ? `${wish} cannot be reached by this queue: where the model is sure, about ${(restWrong.estimate ?? 0).toFixed(0)} px are wrong.`
      : 'There is no foreground on the images, so Dice says nothing.';
  }
  const words = {
    review: `${wish}: review ${answer.regions} more regions, about ${(minutes ?? 0).toFixed(1)} min.`,
    moreAudit: `${wish}: ${answer.regions} more places where the model is sure must be settled before it can be said.`,
    moreSettled: `${wish}: ${answer.regions} more regions must be settled before it can be said.`,
  };
  return words[answer.kind];
}
