import { lossMapStride } from '../../../models/heads/learningLoss/arch.ts';
import { allTurns, turned, turnedBack, turnedSides, turnedSize } from '../../core/turns.ts';
import type { Turn } from '../../core/turns.ts';
import type { MemberOutcome, MemberRunner, MemberWindow } from './MemberRunner.ts';

/**
 * Test-time augmentation: each member also sees the window mirrored and turned, and what it says is laid back. Each turn of a member
 * counts as a member of the ensemble, so that what a member says otherwise of the same thing upside down shows as disagreement.
 *
 * Turns come one after another, all members in each: what members share of a window (`MemberRunner`) they share of a turned one.
 * @param count of the turns, the first of `allTurns`, 1 … 8; 1: the runners as they are
 * @returns count runners for each; the last one of each frees it
 * Source: Wang et al. 2019, "Aleatoric uncertainty estimation with test-time augmentation", arXiv:1807.07356.
 */
export function turnedRunners(runners: readonly MemberRunner[], count: number): readonly MemberRunner[] {
  if (count === 1) return runners;
  const chosen = allTurns.slice(0, count);
  const lay = layingWindows();
  return chosen.flatMap((turn, index) =>
    runners.map((runner): MemberRunner => ({
      ...(runner.largestInput !== undefined && { largestInput: runner.largestInput }),
      ...(runner.sideBySide !== undefined && { sideBySide: runner.sideBySide }),
      // The first turn leaves everything where it is.
      run: async (window) => (index === 0 ? runner.run(window) : laidBack(await runner.run(lay(window, turn)), window, turn)),
      dispose: async () => (index === chosen.length - 1 ? runner.dispose() : undefined),
    })),
  );
}

/** Turns a window once for all members: they know it again by its values. */
function layingWindows(): (window: MemberWindow, turn: Turn) => MemberWindow {
  let last: { readonly of: MemberWindow; readonly turn: Turn; readonly laid: MemberWindow } | null = null;
  return (window, turn) => {
    const { values, height, width, margins } = window;
    const isKnown = last?.of.values === values && last.turn === turn && last.of.height === height && last.of.width === width && last.of.margins === margins;
    if (!isKnown || !last) {
      const laid = { values: turned(values, window, turn), ...turnedSize(window, turn), ...(margins && { margins: turnedSides(margins, turn) }) };
      last = { of: window, turn, laid };
    }
    return last.laid;
  };
}

const noMargins = { top: 0, left: 0, bottom: 0, right: 0 };

function laidBack({ probabilities, lossMap, imageLoss = null, distances, confidence }: MemberOutcome, { height, width, margins }: MemberWindow, turn: Turn): MemberOutcome {
  const { top, left, bottom, right } = margins ?? noMargins;
  const size = { height: height - top - bottom, width: width - left - right };
  const squares = { height: size.height / lossMapStride, width: size.width / lossMapStride };
  return {
    probabilities: turnedBack(probabilities, size, turn),
    lossMap: lossMap && turnedBack(lossMap, squares, turn),
    imageLoss,
    distances: distances ? turnedBack(distances, size, turn) : null,
    confidence: confidence ? turnedBack(confidence, size, turn) : null,
  };
}
