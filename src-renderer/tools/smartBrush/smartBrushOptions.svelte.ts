import { isNumberWithin, isOneOf, readStored, writeStored } from '../../app/stored.ts';

export const classifiedUnits = ['pixels', 'superpixels'] as const;
export type ClassifiedUnit = (typeof classifiedUnits)[number];

/** How sure the pixel classifier must be for the smart brush to paint. */
class SmartBrushOptions {
  /** Smallest probability, 0 … 0.95 in steps of 0.05; 0 takes the most probable class however unsure. */
  confidence = $state(readStored('smartBrushConfidence', isNumberWithin(0, 0.95), 0.5));

  /** Whether each pixel is classified by itself, or superpixels as a whole, cut as the superpixel tool cuts them. */
  unit: ClassifiedUnit = $state(readStored('smartBrushUnit', isOneOf(classifiedUnits), 'pixels'));
  /** Whether what the classifier makes of the view is shown while the brush is in hand. */
  preview = $state(readStored('smartBrushPreview', (value): value is boolean => typeof value === 'boolean', true));

  setUnit(unit: ClassifiedUnit): void {
    this.unit = unit;
    writeStored('smartBrushUnit', unit);
  }

  setPreview(preview: boolean): void {
    this.preview = preview;
    writeStored('smartBrushPreview', preview);
  }

  setConfidence(confidence: number): void {
    this.confidence = Math.min(Math.max(Math.round(confidence * 20) / 20, 0), 0.95);
    writeStored('smartBrushConfidence', this.confidence);
  }
}

export const smartBrushOptions = new SmartBrushOptions();
