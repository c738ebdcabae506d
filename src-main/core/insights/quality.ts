import type { ModelRecord } from '../records.ts';

/** One measured model against what had gone into it: whether corrections helped. */
export interface QualityPoint {
  readonly modelId: string;
  readonly name: string;
  readonly state: ModelRecord['state'];
  readonly createdAt: string;
  readonly corrections: number;
  readonly labelledPixels: number;
  readonly activeMinutes: number;
  readonly dice: number;
  readonly ece: number;
  readonly parentDice: number | null;
}

/**
 * @param models in any order; those never measured are left out
 * @param activeMinutes of work before a model was made
 * @returns oldest first
 */
export function qualityOf(models: readonly ModelRecord[], activeMinutes: (createdAt: string) => number): QualityPoint[] {
  const points = models.flatMap((model): QualityPoint[] => {
    if (!model.figures) return [];
    const { id, name, state, createdAt, learned, figures, parentFigures } = model;
    return [
      {
        modelId: id,
        name,
        state,
        createdAt,
        corrections: learned?.corrections ?? 0,
        labelledPixels: learned?.labelledPixels ?? 0,
        // A model from elsewhere owes nothing to the work here.
        activeMinutes: learned ? activeMinutes(createdAt) : 0,
        dice: figures.dice,
        ece: figures.ece,
        parentDice: parentFigures?.dice ?? null,
      },
    ];
  });
  return points.sort((a, b) => a.createdAt.localeCompare(b.createdAt));
}
