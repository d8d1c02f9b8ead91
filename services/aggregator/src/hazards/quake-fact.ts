import { INTENSITY_CLASSES, millisOf } from '@hinomi/contracts';
import { isForeign } from './derive-foreign-earthquake.js';
import { FACTS_FROM, quakeReports, type QuakeReport } from './derive-earthquake.js';
import type { HazardState } from './hazard-state.js';
import type { QuakeFact } from './same-earthquake.js';

/** What is known of an earthquake that another network could know too; null while nothing says where it was. */
export function quakeFact(state: HazardState): QuakeFact | null {
  if (state.family !== 'earthquake') return null;
  const standing = quakeReports(state);
  const abroad = isForeign(state);
  const reports = abroad
    ? standing
    : FACTS_FROM.flatMap((kind) => standing.find(({ statement }) => statement.report === kind) ?? []);
  const first = <T>(of: (report: QuakeReport) => T | null | undefined): T | null => {
    for (const report of reports) {
      const value = of(report);
      if (value !== null && value !== undefined) return value;
    }
    return null;
  };
  const [newest] = standing;
  const lngLat = first(({ statement }) => statement.hypocentre?.lngLat);
  const areas = first(areasOf);
  const originTime = first(({ statement }) => statement.originTime);
  if (newest === undefined || (lngLat === null && areas === null)) return null;
  // 震度速報 has the minute in which it was felt, and no origin.
  if (originTime === null && areas === null) return null;
  return {
    network: abroad ? 'abroad' : networkOf(newest, lngLat !== null),
    originMs: millisOf(originTime ?? newest.report.validFrom),
    lngLat,
    magnitude: first(({ statement }) => statement.magnitude?.value),
    distant: standing.some(({ statement }) => statement.distant),
    areas,
    toldMs: millisOf(newest.report.order.sentAt),
  };
}

function networkOf({ report }: QuakeReport, located: boolean): QuakeFact['network'] {
  if (report.source.relay === undefined) return 'jma';
  return located ? 'p2p' : 'p2p-prompt';
}

/** Areas from 3 on, as 震度速報 tells them, with the rank of their class. */
function areasOf({ statement }: QuakeReport): QuakeFact['areas'] {
  const felt = (statement.intensities ?? [])
    .filter(({ level }) => level === 'area')
    .map(({ code, intensity }): [string, number] => [code, INTENSITY_CLASSES.indexOf(intensity)])
    .filter(([, rank]) => rank >= PROMPT_RANK)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return felt.length === 0 ? null : Object.fromEntries(felt);
}

const PROMPT_RANK = INTENSITY_CLASSES.indexOf('3');
