import type { ProjectSummary, RecentProject } from '../../../src-main/contract/schemas.ts';
import type { ClassRecord } from '../../../src-main/core/records.ts';
import type { SfumatoClient } from '../../connection/client.ts';

/** The open project, and those opened before. */
export class ProjectState {
  current: ProjectSummary | null = $state.raw(null);
  recent: readonly RecentProject[] = $state.raw([]);
  /** Class colours and names by index. */
  readonly colours: ReadonlyMap<number, string> = $derived(
    new Map(this.current?.classes.map(({ index, colour }) => [index, colour]) ?? []),
  );
  /** Classes in use, in their order: those that may be painted, chosen and reached by key. A retired one only still shows. */
  readonly offeredClasses: readonly ClassRecord[] = $derived(this.current?.classes.filter(({ retired }) => !retired) ?? []);
  readonly #client: SfumatoClient;

  constructor(client: SfumatoClient) {
    this.#client = client;
  }

  className(index: number): string | null {
    return this.current?.classes.find((known) => known.index === index)?.name ?? null;
  }

  /** Whether a class may be given to pixels. */
  isOffered(index: number): boolean {
    return this.offeredClasses.some((offered) => offered.index === index);
  }

  async refresh(): Promise<void> {
    const [current, recent] = await Promise.all([this.#client.project.current(), this.#client.project.recent()]);
    if (current?.id !== this.current?.id || JSON.stringify(current) !== JSON.stringify(this.current)) this.current = current;
    this.recent = recent;
  }
}
