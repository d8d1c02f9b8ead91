import {
  TSUNAMI_CATEGORIES,
  TSUNAMI_SEVERITY,
  type CoastForecast,
  type Instant,
  type TsunamiStatement,
} from '@hinomi/contracts';
import {
  endsAhead,
  hazardFeature,
  NOTHING,
  textsOf,
  type Derived,
  type DraftFeature,
  type Surroundings,
} from './hazard-feature.js';
import { heardIn } from './heard-in.js';
import { isOver, standingReports, type HazardState, type Standing } from './hazard-state.js';
import { locateArea } from './locate-area.js';

interface TsunamiReport extends Standing {
  statement: TsunamiStatement;
}

interface CoastInForce {
  coast: CoastForecast;
  /** The report that states it. */
  by: TsunamiReport;
}

const SET = 'jma-tsunami-coast';

/** The national tsunami state: the newest VTSE41, refined by what VTSE51 and VTSE52 said since. */
export function deriveTsunami(state: HazardState, surroundings: Surroundings): Derived {
  const isHeard = heardIn([state]);
  const reports = tsunamiReports(state).filter(({ report }) => isHeard(report));
  const newestPart = (part: TsunamiStatement['part']): TsunamiReport | undefined =>
    reports.find(({ statement }) => statement.part === part);
  const warning = newestPart('warning');
  const arrival = newestPart('arrival');
  const arrivalCounts = arrival !== undefined && momentOf(arrival) >= newestWarningMoment(state, isHeard);
  const authorities = [...(arrivalCounts ? [arrival] : []), ...(warning === undefined ? [] : [warning])];
  // VTSE51 repeats 若干の海面変動 without its end.
  const calmAt = warning?.statement.slightChangeUntil ?? null;
  const coasts = coastsInForce(authorities).filter(
    ({ coast }) => coast.category !== 'forecast' || !isOver(state, calmAt),
  );
  // How long the state stands is VTSE41's to say.
  const lead = warning ?? arrival;
  if (lead === undefined || coasts.length === 0 || isOver(state, lead.report.validTo)) return NOTHING;

  const eventIds = [...new Set(authorities.flatMap(({ statement }) => statement.eventIds))].sort();
  const ofThisEvent = reports.filter(({ statement }) => statement.eventIds.some((id) => eventIds.includes(id)));
  const observed = ofThisEvent.find(({ statement }) => statement.part === 'observation');
  const offshore = ofThisEvent.find(({ statement }) => statement.part === 'offshore');
  const readings = [observed, offshore].filter((report) => report !== undefined);

  const main = nationalFeature(state, lead, [...authorities, ...readings], coasts, offshore, eventIds, surroundings);
  const perCoast = coasts.map((inForce) => {
    const ends = (inForce.coast.category === 'forecast' ? calmAt : null) ?? lead.report.validTo;
    return coastFeature(state, lead, ends, inForce, observed, offshore, surroundings);
  });
  return { features: [main, ...perCoast], ends: endsAhead(state, [lead.report.validTo, calmAt]) };
}

function tsunamiReports(state: HazardState): TsunamiReport[] {
  return standingReports(state).flatMap((standing) =>
    standing.report.statement?.hazard === 'tsunami' ? [{ ...standing, statement: standing.report.statement }] : [],
  );
}

function momentOf({ report }: Pick<Standing, 'report'>): string {
  return `${report.order.issuedAt} ${report.order.sentAt}`;
}

/** When VTSE41 last spoke, withdrawals included: an arrival time told before that belongs to a state that is gone. */
function newestWarningMoment(state: HazardState, isHeard: ReturnType<typeof heardIn>): string {
  return Object.values(state.subjects)
    .filter((set) =>
      set.some(({ report }) => report.statement?.hazard === 'tsunami' && report.statement.part === 'warning'),
    )
    .flatMap((set) => set.filter(({ report }) => isHeard(report)).map(momentOf))
    .reduce((a, b) => (a > b ? a : b), '');
}

/** Per coast what the newest report says that names it. */
function coastsInForce(authorities: readonly TsunamiReport[]): CoastInForce[] {
  const stated = new Map<string, CoastInForce>();
  for (const by of authorities) {
    for (const coast of by.statement.coasts) {
      if (!stated.has(coast.code)) stated.set(coast.code, { coast, by });
    }
  }
  return [...stated.values()]
    .filter(({ coast }) => coast.category !== 'none')
    .sort((a, b) => (a.coast.code < b.coast.code ? -1 : 1));
}

function nationalFeature(
  state: HazardState,
  lead: TsunamiReport,
  used: readonly TsunamiReport[],
  coasts: readonly CoastInForce[],
  offshore: TsunamiReport | undefined,
  eventIds: string[],
  surroundings: Surroundings,
): DraftFeature {
  const ranks = coasts.map(({ coast }) => TSUNAMI_CATEGORIES.indexOf(coast.category));
  const category = TSUNAMI_CATEGORIES[Math.max(...ranks)] ?? 'none';
  return hazardFeature(
    {
      state,
      used,
      place: locateArea(
        surroundings.editionOf(SET),
        SET,
        coasts.map(({ coast }) => coast),
      ),
      set: SET,
      severity: TSUNAMI_SEVERITY[category],
      valid: { from: lead.report.validFrom, to: lead.report.validTo },
      properties: {
        type: 'tsunami',
        hazardId: state.hazardId,
        main: true,
        ...textsOf(lead),
        category,
        eventIds,
        coastCount: coasts.length,
        offshore: offshore?.statement.observations.filter((reading) => reading.offshore) ?? [],
        comments: [...new Set(used.flatMap(({ statement }) => statement.comments))],
        ...(lead.statement.unknownPlaces && { unknownPlaces: lead.statement.unknownPlaces }),
      },
    },
    surroundings,
  );
}

function coastFeature(
  state: HazardState,
  lead: TsunamiReport,
  ends: Instant | null,
  { coast, by }: CoastInForce,
  observed: TsunamiReport | undefined,
  offshore: TsunamiReport | undefined,
  surroundings: Surroundings,
): DraftFeature {
  const observations = observed?.statement.observations.filter((reading) => reading.coast?.code === coast.code) ?? [];
  const estimation = offshore?.statement.estimations.find(({ code }) => code === coast.code) ?? null;
  return hazardFeature(
    {
      state,
      suffix: coast.code,
      used: [
        by,
        ...(observed !== undefined && observations.length > 0 ? [observed] : []),
        ...(offshore !== undefined && estimation !== null ? [offshore] : []),
      ],
      place: locateArea(surroundings.editionOf(SET), SET, [coast]),
      set: SET,
      severity: TSUNAMI_SEVERITY[coast.category],
      valid: { from: by.report.validFrom, to: ends },
      properties: {
        type: 'tsunami-coast',
        hazardId: state.hazardId,
        main: false,
        ...textsOf(lead),
        coast,
        observations,
        estimation,
      },
    },
    surroundings,
  );
}
