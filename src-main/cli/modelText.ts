import type { EvaluationFigures, ModelRecord } from '../core/records.ts';

/** For example `Dice 0.912, ECE 0.021, accuracy 0.964 (22 held-back images)`. */
export function describeFigures(figures: EvaluationFigures | null): string {
  if (!figures) return 'not measured (no held-back images with labels)';
  const { dice, ece, accuracy, imageCount, objects } = figures;
  const images = `${imageCount} held-back ${imageCount === 1 ? 'image' : 'images'}`;
  const apart = objects ? `, F1 of objects at IoU 0.5 ${objects.f1.toFixed(3)}, mean AP ${objects.meanAveragePrecision.toFixed(3)} (${objects.predicted} of ${objects.labelled} objects)` : '';
  return `Dice ${dice.toFixed(3)}, ECE ${ece.toFixed(3)}, accuracy ${accuracy.toFixed(3)} (${images})${apart}`;
}

/** A model and, where it has a parent, the parent's figures on the same images. */
export function describeModel(model: ModelRecord): string {
  const lines = [
    `${model.name} (${model.id}), ${model.state}: ${model.memberCount} x ${model.architecture}`,
    `  ${describeFigures(model.figures)}`,
  ];
  if (model.parentFigures) lines.push(`  before: ${describeFigures(model.parentFigures)}`);
  return lines.join('\n');
}
