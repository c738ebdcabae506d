import type { Temperatures } from '../../../src-main/core/calibration/Temperatures.ts';
import type { ImageMethod } from './imageMethods.ts';
import type { ImageSet, MeasurableImage } from './ImageSet.ts';
import { openView, temperatureOf, type View } from './openView.ts';

/** What temperatures are fitted on: loaded where a method wants them alone. */
type HeldBack = () => Promise<readonly MeasurableImage[]>;

/** A method's trained model as the method asks it, at the temperatures that it wants. */
export async function openMethod(modelFolder: string, { member, isTurned, tempered }: ImageMethod, { turns }: ImageSet, heldBack: HeldBack): Promise<{ readonly view: View; readonly temperature: Temperatures }> {
  const open = (temperature: Temperatures): Promise<View> => openView(modelFolder, { member: member ?? null, turns: isTurned ? turns : 1, temperature });
  const temperature = tempered ? await fitted() : 1;
  return { view: await open(temperature), temperature };

  async function fitted(): Promise<Temperatures> {
    const plain = await open(1);
    try {
      return await temperatureOf(plain, await heldBack(), tempered!);
    } finally {
      await plain.dispose();
    }
  }
}
