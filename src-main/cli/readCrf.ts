import { InvalidArgumentError } from 'commander';
import { crfRanges, crfSettings } from '../core/vision/crf/crfRanges.ts';
import type { CrfSetting } from '../core/vision/crf/crfRanges.ts';
import { usualCrf } from '../core/vision/crf/denseCrf.ts';
import type { CrfOptions } from '../core/vision/crf/denseCrf.ts';

/** Reads settings of the dense CRF, `name=number` after `name=number`, the usual ones where nothing else is said. */
export function readCrf(text: string): CrfOptions {
  const options: Record<CrfSetting, number> = { ...usualCrf };
  for (const setting of text.split(',')) {
    const [given, digits] = setting.split('=').map((part) => part.trim());
    const name = crfSettings.find((each) => each === given);
    if (!name) throw new InvalidArgumentError(`Wanted ${crfSettings.join(', ')}, got "${given}".`);
    const { smallest, largest } = crfRanges[name];
    const value = Number(digits);
    if (!digits || !(value >= smallest && value <= largest) || (name === 'iterations' && !Number.isInteger(value))) {
      throw new InvalidArgumentError(`Wanted ${name} as a ${name === 'iterations' ? 'whole ' : ''}number from ${smallest} to ${largest}.`);
    }
    options[name] = value;
  }
  return options;
}

/** The option as commander hands it over: true where it stands without settings. @returns null where it was not given */
export function crfOf(option: CrfOptions | true | undefined): CrfOptions | null {
  return option === true ? usualCrf : (option ?? null);
}
