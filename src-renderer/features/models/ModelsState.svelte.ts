import { heatMapKinds, shownMapKinds } from '../../../src-main/core/heatMaps.ts';
import type { HeatMapRange, ShownMapKind } from '../../../src-main/core/heatMaps.ts';
import { formerModel } from '../../../src-main/core/comparison/formerModel.ts';
import type { ModelRecord, PredictionRecord } from '../../../src-main/core/records.ts';
import type { NetworkChoice } from '../../../src-main/core/networks/NetworkDescription.ts';
import type { UncertaintyChoice } from '../../../src-main/core/uncertainty/UncertaintyChoice.ts';
import type { SfumatoClient } from '../../connection/client.ts';
import { words } from '../../messages/messages.ts';
import { toldName } from '../../messages/told.ts';
import { architectureName } from './architectureName.ts';
import { networkName } from './networkName.ts';

/** Which network the members of a model are, how they came about, and how many stochastic passes each is run with. */
interface ModelNetwork {
  readonly network: NetworkChoice;
  readonly passes: number;
  readonly uncertainty: UncertaintyChoice | null;
  readonly turns: number;
  readonly isDenoised: boolean;
}

/** The project's models, and what the one in use has predicted. */
export class ModelsState {
  all: readonly ModelRecord[] = $state.raw([]);
  /** Which network each model is, by its id; models whose file cannot be read are missing. */
  networks: ReadonlyMap<string, ModelNetwork> = $state.raw(new Map());
  /** Predictions of the model in use, by image. */
  predictions: ReadonlyMap<string, PredictionRecord> = $state.raw(new Map());
  readonly inUse: ModelRecord | null = $derived(this.all.find(({ state }) => state === 'inUse') ?? null);
  readonly candidate: ModelRecord | null = $derived(this.all.find(({ state }) => state === 'candidate') ?? null);
  /** The model to go back to from the one in use; null where there is none. */
  readonly former: ModelRecord | null = $derived(formerModel(this.all));
  /** The latest change of the model in use in this window, for going back from it; null once that was said or nothing changed. */
  switched: { readonly to: string; readonly from: { readonly id: string; readonly name: string } } | null = $state.raw(null);
  /** While an offered model is being taken or declined. */
  deciding = $state(false);
  readonly #client: SfumatoClient;
  /** Models whose networks were asked for, whether or not there was an answer. */
  readonly #asked = new Set<string>();

  constructor(client: SfumatoClient) {
    this.#client = client;
  }

  async refresh(): Promise<void> {
    const models = await this.#client.models.list();
    this.all = models.map((model) => ({ ...model, name: toldName(model.name) }));
  }

  /** Networks of models do not change: they are read again only where one is new. */
  async refreshNetworks(): Promise<void> {
    if (this.all.every(({ id }) => this.#asked.has(id))) return;
    for (const { id } of this.all) this.#asked.add(id);
    const networks = await this.#client.models.networks();
    this.networks = new Map(networks.map((each) => [each.modelId, each]));
  }

  /** Which network a model is, in words. */
  networkName({ id, architecture }: ModelRecord): string {
    const known = this.networks.get(id);
    if (!known) return architectureName(architecture);
    const name = networkName(known.network);
    const drawn = known.passes === 1 ? name : `${name}, ${words.network.passesEach(known.passes)}`;
    const laid = known.turns === 1 ? drawn : `${drawn}, ${words.network.turnsEach(known.turns)}`;
    return known.isDenoised ? `${laid}, ${words.network.denoised}` : laid;
  }

  /** By which method a model's trainings gave several networks each; null where each gave one, or its file cannot be read. */
  methodOf({ id }: ModelRecord): string | null {
    return this.networks.get(id)?.uncertainty?.method ?? null;
  }

  async refreshPredictions(): Promise<void> {
    const predictions = await this.#client.predictions.list({ modelId: null });
    this.predictions = new Map(predictions.map((prediction) => [prediction.imageId, prediction]));
  }

  /** The model whose maps an image has: the one in use, once it has looked at the image. */
  modelOfMaps(imageId: string): string | null {
    return this.predictions.get(imageId)?.modelId ?? null;
  }

  /** The kinds of heat map that an image has; where it has none yet, those that every image is to have. */
  mapKinds(imageId: string): readonly ShownMapKind[] {
    const ranges = this.predictions.get(imageId)?.ranges;
    return ranges ? shownMapKinds.filter((kind) => ranges[kind] !== undefined) : heatMapKinds;
  }

  /** The range that a map's bytes 0 … 255 span, in the map's unit; null where there is no map. */
  range(imageId: string, kind: ShownMapKind): HeatMapRange | null {
    return this.predictions.get(imageId)?.ranges[kind] ?? null;
  }

  /** @param firstImageId the image on screen: its maps are made first */
  promote(modelId: string, firstImageId: string | null, despite = false): Promise<void> {
    return this.#switch(() => this.#client.models.promote({ modelId, firstImageId, despite }));
  }

  /** Back to the model before the one in use. */
  rollBack(firstImageId: string | null): Promise<void> {
    return this.#switch(() => this.#client.models.rollBack({ firstImageId }));
  }

  /** Back from the latest change of the model in use. */
  async undoSwitch(firstImageId: string | null): Promise<void> {
    const { switched } = this;
    if (!switched) return;
    await this.#decide(() => this.#client.models.promote({ modelId: switched.from.id, firstImageId, despite: true }));
    this.switched = null;
  }

  decline(modelId: string): Promise<void> {
    return this.#decide(() => this.#client.models.decline({ modelId }));
  }

  async rename(modelId: string, name: string): Promise<void> {
    await this.#client.models.rename({ modelId, name });
    await this.refresh();
  }

  clear(): void {
    this.all = [];
    this.networks = new Map();
    this.#asked.clear();
    this.switched = null;
    this.predictions = new Map();
  }

  async #switch(call: () => Promise<ModelRecord>): Promise<void> {
    const before = this.inUse;
    await this.#decide(call);
    const { inUse } = this;
    if (before && inUse && before.id !== inUse.id) this.switched = { to: inUse.name, from: { id: before.id, name: before.name } };
  }

  async #decide(call: () => Promise<ModelRecord>): Promise<void> {
    this.deciding = true;
    try {
      await call();
      await this.refresh();
    } finally {
      this.deciding = false;
    }
  }
}
