import { useDeferredValue, useMemo } from 'react';
import type { FeatureV1, FeedStatus, HubStatus } from '@hinomi/contracts';
import { prefectureName } from '../../../hazards/describe-hazard.js';
import type { HazardGroup } from '../../../hazards/group-hazards.js';
import type { HazardFilter } from '../../../hazards/shown-features.js';
import { usePlaceNames } from '../../../places/use-place-names.js';
import { belongsTo, featureRow, thingRow, type FeatureTable, type Reader } from '../../../tables/feature-rows.js';
import { feedRows, needTableRows } from '../../../tables/other-rows.js';
import type { TableName, TableRow } from '../../../tables/table-row.js';
import { isThing } from '../../../things/thing-feature.js';
import { useWords } from '../../../words/language-context.js';
import { useTableWords } from '../../../words/tables/table-words.js';
import type { Needs } from '../needs/use-needs.js';

export interface TableSources {
  groups: readonly HazardGroup[];
  /** What passes the map's filter, by id. */
  shown: ReadonlyMap<string, FeatureV1>;
  filter: HazardFilter;
  needs: Needs;
  feeds: readonly FeedStatus[];
  status: HubStatus;
  hubNowMs: number;
}

const NO_ROWS: readonly TableRow[] = [];

/** The rows of one table, in no order. A row is made anew when its feature, the language or the minute changes. */
export function useTableRows(name: TableName, sources: TableSources): readonly TableRow[] {
  const { filter, needs, feeds, status } = sources;
  const words = useWords();
  const text = useTableWords();
  // Whether a sensor is silent changes with the time; finer steps would make every row anew for nothing.
  const nowMs = Math.floor(sources.hubNowMs / 60_000) * 60_000;
  const reader = useMemo((): Reader => ({ words, text, nowMs }), [words, text, nowMs]);
  // A thousand rows may wait for a key that somebody presses.
  const [groups, shown] = [useDeferredValue(sources.groups), useDeferredValue(sources.shown)];
  const pictured = name === 'need' || name === 'feeds' ? null : name;
  const made = useMemo(() => rowMaker(pictured ?? 'all', reader), [pictured, reader]);
  const featureRows = useMemo(
    () => (pictured === null ? NO_ROWS : rowsOf(pictured, groups, shown, made)),
    [pictured, groups, shown, made],
  );
  const table = usePlaceNames(name === 'need' ? 'ja' : null);
  const otherRows = useMemo(() => {
    if (name === 'feeds') return feedRows(feeds, reader);
    if (name !== 'need' || !filter.layers.has('need')) return NO_ROWS;
    const city = (code: string): string => table?.sets['jma-city']?.[`${code}00`] ?? code;
    return needTableRows(
      needs,
      filter.area,
      {
        names: (code) =>
          code.length === 2
            ? prefectureName(code, words)
            : words.place({ name: city(code), set: 'jma-city', code: `${code}00` }),
        edition: (set) => status.boundaries.find((each) => each.set === set)?.edition,
      },
      reader,
    );
  }, [name, feeds, needs, filter, status, reader, words, table]);
  return pictured === null ? otherRows : featureRows;
}

type MakeRow = (feature: FeatureV1, group: HazardGroup | null) => TableRow;

/** Makes the row of a feature once; of a hazard's again when what stands for the hazard changes. */
function rowMaker(name: FeatureTable, reader: Reader): MakeRow {
  const kept = new WeakMap<FeatureV1, { main: FeatureV1 | undefined; row: TableRow }>();
  return (feature, group) => {
    const known = kept.get(feature);
    if (known !== undefined && known.main === group?.main) return known.row;
    const row =
      group === null && isThing(feature)
        ? thingRow(name, feature, reader)
        : featureRow(name, feature, group as HazardGroup, reader);
    kept.set(feature, { main: group?.main, row });
    return row;
  };
}

function rowsOf(
  name: FeatureTable,
  groups: readonly HazardGroup[],
  shown: ReadonlyMap<string, FeatureV1>,
  made: MakeRow,
): TableRow[] {
  const hazards = groups.flatMap((group) =>
    group.features
      .filter((feature) => shown.has(feature.id) && belongsTo(name, feature))
      .map((feature) => made(feature, group)),
  );
  const things = [...shown.values()].filter((feature) => isThing(feature) && belongsTo(name, feature));
  return [...hazards, ...things.map((thing) => made(thing, null))];
}
