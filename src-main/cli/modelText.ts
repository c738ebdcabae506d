import type { EvaluationFigures, ModelRecord } from '../core/records.ts';
import { deepEnsemble } from '../core/uncertainty/UncertaintyChoice.ts';
import type { UncertaintyChoice } from '../core/uncertainty/UncertaintyChoice.ts';

/** For example `Dice 0.912, ECE 0.021, accuracy 0.964 (22 held-back images)`. */
export function describeFigures(figures: EvaluationFigures | null): string {
  if (!figures) return 'not measured (no held-back images with labels)';
  const { dice, ece, accuracy, imageCount, objects } = figures;
  const images = `${imageCount} held-back ${imageCount === 1 ? 'image' : 'images'}`;
  const apart = objects ? `, F1 of objects at IoU 0.5 ${objects.f1.toFixed(3)}, mean AP ${objects.meanAveragePrecision.toFixed(3)} (${objects.predicted} of ${objects.labelled} objects)` : '';
  return `Dice ${dice.toFixed(3)}, ECE ${ece.toFixed(3)}, accuracy ${accuracy.toFixed(3)} (${images})${apart}`;
}

/**
 * A model and, where it has a parent, the parent's figures on the same images.
 * @param uncertainty by which method its trainings gave several networks each; null: each gave one
 */
export function describeModel(model: ModelRecord, uncertainty: UncertaintyChoice | null): string {
  const lines = [
    `${model.name} (${model.id}), ${model.state}: ${model.memberCount} x ${model.architecture}, ${methodText(uncertainty)}`,
    `  ${describeFigures(model.figures)}`,
  ];
  if (model.parentFigures) lines.push(`  before: ${describeFigures(model.parentFigures)}`);
  return lines.join('\n');
}

/** For example `swag {"rank":10}`. */
function methodText(uncertainty: UncertaintyChoice | null): string {
  if (uncertainty === null) return deepEnsemble;
  const { method, settings } = uncertainty;
  return Object.keys(settings).length === 0 ? method : `${method} ${JSON.stringify(settings)}`;
}
