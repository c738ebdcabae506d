import type { ModelRecord } from '../records.ts';

/** What a model from elsewhere counts for: it was trained to its end, and knows where it errs about as well as one of so many rounds here. */
const roundsElsewhere = 4;

type Ancestor = Pick<ModelRecord, 'id' | 'parentId' | 'learned'>;

/** Rounds of training behind a model: those of the models in the line to it that were trained here, and what the first brought with it. */
export function roundsBehind(model: Ancestor, models: readonly Ancestor[]): number {
  const byId = new Map(models.map((each) => [each.id, each]));
  const seen = new Set<string>();
  let rounds = 0;
  for (let each: Ancestor | undefined = model; each && !seen.has(each.id); each = each.parentId === null ? undefined : byId.get(each.parentId)) {
    seen.add(each.id);
    rounds += each.learned ? 1 : roundsElsewhere;
  }
  return rounds;
}
