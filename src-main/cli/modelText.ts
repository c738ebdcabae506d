import { leastImages } from '../core/comparison/judgeDifferences.ts';
import type { ModelComparison } from '../core/comparison/ModelComparison.ts';
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
  if (model.comparison) lines.push(`  ${describeVerdict(model.comparison)}`);
  return lines.join('\n');
}

/** For example `not worse than before: Dice -0.001 on 22 images (at least -0.004 with 95 % certainty)`. */
export function describeVerdict({ verdict, why, mean, lower, images, pixels }: ModelComparison): string {
  if (images === 0) return 'not compared with the model in use: no image with labels is kept for measuring';
  const words = { better: 'better than before', notWorse: 'not worse than before', worse: 'WORSE than before', cannotTell: 'whether it is better cannot be told' }[verdict];
  const reason = why === 'fewImages' ? `; at least ${leastImages} images are needed` : '';
  const bound = lower === null ? '' : ` (at least ${signed(lower)} with 95 % certainty)`;
  return `${words}: Dice ${signed(mean)} on ${images} images, ${pixels} labelled pixels${bound}${reason}`;
}

function signed(value: number): string {
  return `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(4)}`;
}

/** For example `swag {"rank":10}`. */
function methodText(uncertainty: UncertaintyChoice | null): string {
  if (uncertainty === null) return deepEnsemble;
  const { method, settings } = uncertainty;
  return Object.keys(settings).length === 0 ? method : `${method} ${JSON.stringify(settings)}`;
}
