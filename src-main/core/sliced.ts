/**
 * Work of many small parts. Each `yield` is a place where it may be put down to let others have their turn; whoever takes it up again says when.
 * A part should take a few milliseconds at most.
 */
export type Sliced<Result> = Generator<undefined, Result, undefined>;

/** Does all of it without a pause. */
export function atOnce<Result>(work: Sliced<Result>): Result {
  let step = work.next();
  while (!step.done) step = work.next();
  return step.value;
}
