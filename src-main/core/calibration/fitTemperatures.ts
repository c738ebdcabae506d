import { fitClassTemperatures } from './fitClassTemperatures.ts';
import { fitTemperature } from './fitTemperature.ts';
import type { MemberLogits } from './MemberLogits.ts';
import type { TemperatureKind, Temperatures } from './Temperatures.ts';

/** Fits temperatures of one kind. @throws as `fitTemperature` does */
export function fitTemperatures(images: readonly MemberLogits[], kind: TemperatureKind): Temperatures {
  const { temperature } = fitTemperature(images);
  return kind === 'single' ? temperature : fitClassTemperatures(images, temperature);
}
