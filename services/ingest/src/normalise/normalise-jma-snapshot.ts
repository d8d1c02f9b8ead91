import {
  defaultEnd,
  HubError,
  warningKind,
  WARNING_TELEGRAMS,
  type NamedCode,
  type WarningItem,
  type WarningTelegram,
} from '@hinomi/contracts';
import type { JmaHead, WarningSnapshot } from '@hinomi/formats';
import { area as areaOf, areasOf } from '@hinomi/geo';
import type { ReportProblem } from './normalised.js';
import type { JmaFamilyReport } from './normalise-jma-xml-families.js';

const SNAPSHOT_REVISION = 1;

/**
 * VPWS50 → what each of VPWW55-61 would say of each 府県予報区 at that moment, empty where nothing is in force: the same
 * hazards under subjects of their own. Of a 府県予報区 it does not name, or of which some of it could not be read, it says nothing.
 */
export function snapshotReports(head: JmaHead, snapshot: WarningSnapshot | null): JmaFamilyReport[] {
  if (snapshot === null) return everyForecastArea().flatMap((forecastArea) => reportsOf(head, forecastArea, null));
  const { forecastAreas } = snapshot;
  const cities = byForecastArea(snapshot.cities, forecastAreas);
  const divisions = byForecastArea(snapshot.divisions, forecastAreas);
  const silent = new Set(snapshotProblems(snapshot).flatMap(({ area }) => candidatesFor(area, forecastAreas)));
  return [...new Map(forecastAreas.map((one) => [one.code, one])).values()]
    .filter(({ code }) => !silent.has(code))
    .flatMap((forecastArea) => {
      const inForce = {
        cities: cities.get(forecastArea.code) ?? [],
        divisions: divisions.get(forecastArea.code) ?? [],
      };
      return reportsOf(head, forecastArea, inForce);
    });
}

/** The areas for whose sake a snapshot says nothing of the 府県予報区 they are in, or could be in. */
export function snapshotProblems({
  forecastAreas,
  cities,
  divisions,
  unreadable,
}: WarningSnapshot): (ReportProblem & { area: NamedCode })[] {
  const unplaced = new Map(
    (byForecastArea([...cities, ...divisions], forecastAreas).get(null) ?? []).map(({ area }) => [area.code, area]),
  );
  return [
    ...unreadable.map(({ area, place }) => ({
      area,
      place,
      message: `what it says of ${area.name} (${area.code}) cannot be understood`,
    })),
    ...[...unplaced.values()].map((area) => ({
      area,
      place: { path: '/Report/Body/Warning/Item/Area' },
      message: `${area.name} (${area.code}) could be in several 府県予報区`,
    })),
  ];
}

interface InForce {
  cities: readonly WarningItem[];
  divisions: readonly WarningItem[];
}

function reportsOf(head: JmaHead, forecastArea: NamedCode, inForce: InForce | null): JmaFamilyReport[] {
  return WARNING_TELEGRAMS.map((telegram) => ({
    family: 'weather-warning',
    hazard: `jma-warning:${telegram}:${forecastArea.code}`,
    subject: `jma:VPWS50:${telegram}:${forecastArea.code}`,
    version: 0,
    parserRevision: SNAPSHOT_REVISION,
    // As with the telegrams themselves there is no id to point at (hazard-feeds 2.3).
    effect: inForce === null ? 'voids-previous' : 'states',
    statement: inForce && {
      hazard: 'weather-warning',
      telegram,
      forecastArea,
      cities: statedBy(telegram, inForce.cities),
      divisions: statedBy(telegram, inForce.divisions),
      coastSections: [],
    },
    validFrom: head.reportDateTime,
    validTo: defaultEnd('weather-warning', head.reportDateTime),
  }));
}

function statedBy(telegram: WarningTelegram, items: readonly WarningItem[]): WarningItem[] {
  return items.filter(({ kind }) => warningKind(kind.code).telegram === telegram);
}

/** By the code of the one 府県予報区 each item can be in; under null those that could be in several. */
function byForecastArea(
  items: readonly WarningItem[],
  named: readonly NamedCode[],
): Map<string | null, readonly WarningItem[]> {
  const grouped = new Map<string | null, WarningItem[]>();
  for (const item of items) {
    const [code = null, ...more] = candidatesFor(item.area, named);
    const key = more.length > 0 ? null : code;
    const group = grouped.get(key);
    if (group) group.push(item);
    else grouped.set(key, [item]);
  }
  return grouped;
}

/** The one 府県予報区 the tables put an area into; for an area newer than the tables, all those of its prefecture. */
function candidatesFor({ code, name }: NamedCode, named: readonly NamedCode[]): string[] {
  const known = areaOf(code.length === 7 ? 'jma-city' : 'jma-forecast-area', code)?.forecastAreas ?? [];
  const own = named.find((one) => one.code === code || known.includes(one.code));
  const possible = own ? [own] : named.filter((one) => one.code.startsWith(code.slice(0, 2)));
  if (possible.length > 0) return possible.map((one) => one.code);
  throw new HubError('report.invalid', `${name} (${code}) lies in none of the 府県予報区 of the snapshot`, {
    place: { path: '/Report/Body/Warning/Item/Area' },
  });
}

/** The 府県予報区 that warnings are issued for: the widest area of every municipality. */
function everyForecastArea(): NamedCode[] {
  const codes = new Set(areasOf('jma-city').flatMap(({ forecastAreas }) => forecastAreas.at(-1) ?? []));
  return [...codes].sort().map((code) => ({ code, name: areaOf('jma-forecast-area', code)?.name ?? code }));
}
