import type { LabelChange } from '../../../src-main/core/labels/LabelChange.ts';
import { changedSpans } from '../../../src-main/core/labels/changedSpans.ts';
import { smoothChange } from '../../../src-main/core/labels/smooth.ts';
import { splitAtWaistsChange } from '../../../src-main/core/labels/split.ts';
import type { AppState } from '../../app/AppState.svelte.ts';
import { formatCount } from '../../messages/format.ts';
import { words } from '../../messages/messages.ts';
import { changeableImage } from '../toolTarget.ts';
import { selectionRules } from './selectionRules.svelte.ts';
import type { RuleName } from './selectionRules.svelte.ts';

/** Selected pixels up to which the effect of a rule is computed while its slider moves. */
const mostPixelsShown = 2 ** 18;
const previewFill = 0.5;

/** Shows on the canvas which pixels smoothing or parting would change with the rule as it stands. */
export function previewRule(app: AppState, name: RuleName): void {
  const { tools } = app;
  const { image, objects, pixels } = tools.selection;
  if (!image || objects.length === 0 || pixels > mostPixelsShown || image !== changeableImage(app)) return;
  let change: LabelChange;
  if (name === 'smoothRadius') change = smoothChange(image.labels, objects, selectionRules.values.smoothRadius);
  else if (name === 'waistDepth') change = splitAtWaistsChange(image.labels, objects, selectionRules.values.waistDepth);
  else return;
  const { spans, pixels: changed } = changedSpans(change);
  tools.preview = changed > 0 ? { areas: [{ spans, colour: null, fill: previewFill }] } : null;
  tools.previewImageId = image.record.id;
  tools.message = words.tools.rules.wouldChange(formatCount(changed));
}

export function clearSelectionPreview({ tools }: AppState): void {
  if (tools.name !== 'select') return;
  tools.preview = null;
  tools.message = null;
}
