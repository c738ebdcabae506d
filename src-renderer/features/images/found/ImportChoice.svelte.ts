import type { ImageRole } from '../../../../src-main/core/records.ts';
import type { SfumatoClient } from '../../../connection/client.ts';
import { LabelPairs } from './LabelPairs.svelte.ts';
import { Source } from './Source.svelte.ts';
import type { Inspection } from './Source.svelte.ts';

export type LabelKind = Inspection['labelKind'];
type ImportRequest = Parameters<SfumatoClient['images']['import']>[0];

/** Which images are to come in, and with which labels: what was found, and what the user has said otherwise. */
export class ImportChoice {
  labelFolder = $state('');
  labelKind: LabelKind = $state('instances');
  readonly source: Source;
  readonly pairs: LabelPairs;
  readonly #touched = new Set<'labelFolder' | 'labelKind'>();

  /** @param onFound told what was found, and what the images might be called together. Default: nobody is */
  constructor(client: SfumatoClient, onFound: (inspection: Inspection, name: string | null) => void = () => undefined) {
    this.source = new Source(client, (inspection, name) => {
      this.#suggest(inspection);
      onFound(inspection, name);
    });
    this.pairs = new LabelPairs(() => this.source.inspection);
  }

  setImageFolder(folder: string): void {
    this.source.setFolder(folder, this.#labelFolderSaid);
  }

  setLabelFolder(folder: string): void {
    this.#touched.add('labelFolder');
    this.labelFolder = folder;
    this.source.lookAgain(folder);
  }

  setLabelKind(kind: LabelKind): void {
    this.#touched.add('labelKind');
    this.labelKind = kind;
  }

  /** Looks at once at what was about to be looked at. */
  async settle(): Promise<void> {
    if (this.source.inspecting) await this.source.inspect(this.#labelFolderSaid);
  }

  /** What the program is asked to import. */
  request(role: ImageRole): ImportRequest {
    const { folder, inspection, uploadId } = this.source;
    return {
      imageFolder: inspection?.imageFolder ?? folder,
      // The folder of all annotators stands for one of them.
      labelFolder: this.labelFolder.trim() === '' ? null : (inspection?.labelFolder ?? this.labelFolder),
      labelChoices: [...this.pairs.choices],
      labelKind: this.labelKind,
      role,
      namePrefix: '',
      uploadId,
    };
  }

  #suggest(inspection: Inspection): void {
    this.pairs.forget();
    if (!this.#touched.has('labelFolder')) this.labelFolder = inspection.labelFolder ?? '';
    if (!this.#touched.has('labelKind')) this.labelKind = inspection.labelKind;
  }

  /** The folder of labels that the user has given, not the one that was found. */
  get #labelFolderSaid(): string | null {
    return this.#touched.has('labelFolder') ? this.labelFolder : null;
  }
}
