import { millisOf, type Silence, type SilentMunicipality, type SilentPlace } from '@hinomi/contracts';
import type { SilenceMark } from '../map/silence-overlay.js';

const MINUTE_MS = 60_000;

/** Whole minutes of silence. */
export function minutesSilent({ since }: Pick<SilentPlace, 'since'>, nowMs: number): number {
  return Math.max(0, Math.floor((nowMs - millisOf(since)) / MINUTE_MS));
}

/** The table's twin on the map: what has a place. */
export function silenceMarks(
  { municipalities, shelters }: Pick<Silence, 'municipalities' | 'shelters'>,
  nameOf: (municipality: SilentMunicipality) => string,
): SilenceMark[] {
  return [
    ...shelters.flatMap(({ id, name, lngLat }): SilenceMark[] =>
      lngLat === null ? [] : [{ id, is: 'shelter', at: [lngLat[0], lngLat[1]], title: name }],
    ),
    ...municipalities.flatMap((each): SilenceMark[] => {
      if (each.bounds === null) return [];
      const [west, south, east, north] = each.bounds;
      return [{ id: each.code, is: 'municipality', at: [(west + east) / 2, (south + north) / 2], title: nameOf(each) }];
    }),
  ];
}

/** Rows of a spreadsheet: municipalities, then shelters, in the order of the tables. */
export function silenceTable(
  { municipalities, shelters }: Pick<Silence, 'municipalities' | 'shelters'>,
  nowMs: number,
  says: { kind: (is: SilenceMark['is']) => string; hazard: (row: SilentPlace | SilentMunicipality) => string },
): (string | number | null)[][] {
  const common = (row: SilentPlace | SilentMunicipality): (string | number | null)[] => [
    minutesSilent(row, nowMs),
    row.since,
    says.hazard(row),
    row.hazard.severity,
    row.lastHeardAt,
  ];
  return [
    ...municipalities.map((row) => [says.kind('municipality'), row.code, row.name, ...common(row), null, null]),
    ...shelters.map((row) => [
      ...[says.kind('shelter'), row.municipality, row.name, ...common(row)],
      ...[row.phone, row.lngLat === null ? null : `${row.lngLat[1]} ${row.lngLat[0]}`],
    ]),
  ];
}
