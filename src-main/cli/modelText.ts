import type { EvaluationFigures, ModelRecord } from '../core/records.ts';

/** For example `Dice 0.912, ECE 0.021, accuracy 0.964 (22 held-back images)`. */
export function describeFigures(figures: EvaluationFigures | null): string {
  if (!figures) return 'not measured (no held-back images with labels)';
  const { dice, ece, accuracy, imageCount } = figures;
  const images = `${imageCount} held-back ${imageCount === 1 ? 'image' : 'images'}`;
  return `Dice ${dice.toFixed(3)}, ECE ${ece.toFixed(3)}, accuracy ${accuracy.toFixed(3)} (${images})`;
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
