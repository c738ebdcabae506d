import {
  columnFilteringFeature,
  columnVisibilityFeature,
  createColumnHelper,
  createFilteredRowModel,
  createSortedRowModel,
  createTable,
  filterFn_equalsStringSensitive,
  filterFn_includesString,
  rowSelectionFeature,
  rowSortingFeature,
  sortFn_alphanumeric,
  sortFn_basic,
  tableFeatures,
} from '@tanstack/svelte-table';
import type { SvelteTable } from '@tanstack/svelte-table';
import { heatMapKinds } from '../../../src-main/core/heatMaps.ts';
import type { ImageState } from '../../../src-main/core/records.ts';
import { readStored, writeStored } from '../../app/stored.ts';
import type { DataRow } from './DataState.svelte.ts';

const features = tableFeatures({
  rowSortingFeature,
  columnFilteringFeature,
  columnVisibilityFeature,
  rowSelectionFeature,
  sortedRowModel: createSortedRowModel(),
  filteredRowModel: createFilteredRowModel(),
  sortFns: { alphanumeric: sortFn_alphanumeric, basic: sortFn_basic },
  filterFns: { includesString: filterFn_includesString, equalsStringSensitive: filterFn_equalsStringSensitive },
});

export type DataTable = SvelteTable<typeof features, DataRow>;

/** Sorted from what needs work to what does not. */
const stateOrder: Readonly<Record<ImageState, number>> = { flagged: 0, new: 1, inProgress: 2, reviewed: 3 };

const helper = createColumnHelper<typeof features, DataRow>();
/** A value that is not known comes last, whichever way the column is sorted. */
const unknownLast = { sortFn: 'basic', sortUndefined: 'last', enableColumnFilter: false } as const;

const columns = helper.columns([
  helper.accessor((row) => row.record.name, { id: 'name', sortFn: 'alphanumeric', filterFn: 'includesString', enableHiding: false }),
  helper.accessor((row) => row.state, {
    id: 'state',
    filterFn: 'equalsStringSensitive',
    sortFn: (first, second) => stateOrder[first.original.state] - stateOrder[second.original.state],
  }),
  helper.accessor((row) => row.labelledFraction, { id: 'labelled', ...unknownLast }),
  helper.accessor((row) => row.dice ?? undefined, { id: 'dice', ...unknownLast }),
  ...heatMapKinds.map((kind) => helper.accessor((row) => row.means?.[kind], { id: kind, ...unknownLast })),
  helper.accessor((row) => row.openRegions, { id: 'openRegions', ...unknownLast }),
  helper.accessor((row) => row.settledRegions, { id: 'settledRegions', ...unknownLast }),
  helper.accessor((row) => row.record.role, { id: 'role', sortFn: 'alphanumeric', filterFn: 'equalsStringSensitive' }),
  helper.accessor((row) => row.record.width * row.record.height, { id: 'size', ...unknownLast }),
  helper.accessor((row) => row.record.stack?.name, { id: 'stack', ...unknownLast, sortFn: 'alphanumeric' }),
  helper.accessor((row) => row.who ?? undefined, { id: 'who', ...unknownLast, sortFn: 'alphanumeric' }),
  helper.accessor((row) => row.at ?? undefined, { id: 'when', ...unknownLast }),
]);

export type DataColumn =
  | 'name'
  | 'state'
  | 'labelled'
  | 'dice'
  | (typeof heatMapKinds)[number]
  | 'openRegions'
  | 'settledRegions'
  | 'role'
  | 'size'
  | 'stack'
  | 'who'
  | 'when';

/** Shown until the user chooses others: what fits beside each other on a small screen. */
const hiddenAtFirst = { expectedEntropy: false, learnedLoss: false, stack: false, who: false };

const isVisibility = (value: unknown): value is Record<string, boolean> =>
  typeof value === 'object' && value !== null && Object.values(value).every((shown) => typeof shown === 'boolean');

/** The table behind the data page: sorting, filters, choice of columns (remembered) and selection. */
export function createDataTable(rows: () => readonly DataRow[]): DataTable {
  const empty: DataRow[] = [];
  const table = createTable({
    features,
    columns,
    get data() {
      const now = rows();
      return now.length === 0 ? empty : (now as DataRow[]);
    },
    getRowId: (row) => row.imageId,
    initialState: {
      sorting: [],
      columnVisibility: readStored('dataColumns', isVisibility, hiddenAtFirst),
    },
    // The order of the first press is the one that asks for work: doubt and open regions from the top.
    sortDescFirst: false,
  });
  $effect(() => {
    const visibility = table.atoms.columnVisibility.get();
    writeStored('dataColumns', visibility);
  });
  return table;
}
