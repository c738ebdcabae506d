import type { NetworkChoice } from '../../core/networks/NetworkDescription.ts';
import { trainingDefaults } from '../../core/training/trainingDefaults.ts';
import { readModelCard, readOnlyArchitecture } from '../models/modelCard.ts';

/** What a run from scratch trains where nobody chose a network. */
export const usualNetwork: NetworkChoice = { architecture: 'unet', config: { width: trainingDefaults.width, depth: trainingDefaults.depth } };

/** Which network a model folder's members are; null where there is none that can be trained. */
export async function networkOf(folder: string): Promise<NetworkChoice | null> {
  const card = await readModelCard(folder).catch(() => null);
  if (card === null || card.architecture === readOnlyArchitecture) return null;
  const { inputChannels: _inputChannels, classes: _classes, ...config } = card.config;
  return { architecture: card.architecture, config };
}
