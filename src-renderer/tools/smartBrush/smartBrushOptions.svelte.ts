import { isNumberWithin, readStored, writeStored } from '../../app/stored.ts';

/** How sure the pixel classifier must be for the smart brush to paint. */
class SmartBrushOptions {
  /** Smallest probability, 0 … 0.95 in steps of 0.05; 0 takes the most probable class however unsure. */
  confidence = $state(readStored('smartBrushConfidence', isNumberWithin(0, 0.95), 0.5));

  setConfidence(confidence: number): void {
    this.confidence = Math.min(Math.max(Math.round(confidence * 20) / 20, 0), 0.95);
    writeStored('smartBrushConfidence', this.confidence);
  }
}

export const smartBrushOptions = new SmartBrushOptions();
