import type { NetworkChoice } from '../../core/networks/NetworkDescription.ts';
import type { UncertaintyChoice } from '../../core/uncertainty/UncertaintyChoice.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import { readModelCard } from './modelCard.ts';

export interface ModelNetwork {
  readonly modelId: string;
  readonly network: NetworkChoice;
  /** Stochastic passes that each member is run with; 1 where nothing is drawn. */
  readonly passes: number;
  /** By which method each training gave several members; null where each was trained by itself. */
  readonly uncertainty: UncertaintyChoice | null;
  /** In how many ways each lays what it predicts; 1 where it is as it is. */
  readonly turns: number;
  /** Whether a denoiser stands before its members. */
  readonly isDenoised: boolean;
}

/** Which network the members of each model are. A card that cannot be read costs its own line alone. */
export async function modelNetworks({ store }: ProjectSession): Promise<ModelNetwork[]> {
  const all = await Promise.all(
    store.models.list().map(async ({ id }) => {
      const card = await readModelCard(store.paths.model(id)).catch(() => null);
      return card && { modelId: id, network: { architecture: card.architecture, config: card.config }, passes: card.passes, turns: card.turns, isDenoised: card.isDenoised, uncertainty: card.uncertainty };
    }),
  );
  return all.filter((each) => each !== null);
}
