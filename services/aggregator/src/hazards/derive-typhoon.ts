import {
  TYPHOON_SEVERITY,
  type Geometry,
  type LngLat,
  type Severity,
  type TyphoonPoint,
  type TyphoonStatement,
} from '@hinomi/contracts';
import { circlePolygon, sweptArea, windArea } from '@hinomi/geo';
import {
  endsAhead,
  hazardFeature,
  NOTHING,
  textsOf,
  type Derived,
  type DraftFeature,
  type Surroundings,
} from './hazard-feature.js';
import { isOver, standingReports, type HazardState, type Standing } from './hazard-state.js';

type Part = 'track' | 'probability' | 'storm' | 'gale' | 'storm-warning';

/** One storm: its centre, its way ahead, and what its wind covers now and may cover. */
export function deriveTyphoon(state: HazardState, surroundings: Surroundings): Derived {
  const [newest] = standingReports(state);
  const statement = newest?.report.statement;
  if (newest === undefined || statement?.hazard !== 'typhoon' || isOver(state, newest.report.validTo)) return NOTHING;
  const now = presentOf(statement);
  const severity = severityOf(now);
  const valid = { from: newest.report.validFrom, to: newest.report.validTo };
  const shared = { state, used: [newest], severity, valid, observedAt: now.at };
  const part = (name: Part, suffix: string, geometry: Geometry | null, at: string | null = null): DraftFeature[] =>
    geometry === null
      ? []
      : [
          hazardFeature(
            {
              ...shared,
              suffix,
              geometry,
              properties: {
                type: 'typhoon-part',
                hazardId: state.hazardId,
                main: false,
                ...textsFor(newest, statement),
                part: name,
                at: at as TyphoonPoint['at'] | null,
              },
            },
            surroundings,
          ),
        ];
  const ahead = statement.points.filter((point) => point.kind === 'forecast');
  const main = hazardFeature(
    {
      ...shared,
      geometry: now.center && { type: 'Point', coordinates: now.center },
      properties: {
        type: 'typhoon',
        hazardId: state.hazardId,
        main: true,
        ...textsFor(newest, statement),
        eventId: statement.eventId,
        number: statement.number,
        name: statement.name,
        nameKana: statement.nameKana,
        remark: statement.remark,
        points: statement.points,
      },
    },
    surroundings,
  );
  const features = [
    main,
    ...part('track', 'track', trackOf([now, ...ahead])),
    ...part('storm', 'storm', areaOf(now, now.storm)),
    ...part('gale', 'gale', areaOf(now, now.gale)),
    ...part('storm-warning', 'storm-warning', stormWarning(now, ahead)),
    ...ahead.flatMap((point) => part('probability', `circle:${point.at}`, circleOf(point), point.at)),
  ];
  return { features, ends: endsAhead(state, [newest.report.validTo]) };
}

/** Where the storm is: the analysis, which an estimate an hour ahead does not replace. */
function presentOf({ points }: TyphoonStatement): TyphoonPoint {
  const analysed = points.filter(({ kind }) => kind === 'analysis');
  return analysed.at(-1) ?? (points[0] as TyphoonPoint);
}

/** A depression is information, a typhoon of no class an advisory. */
function severityOf({ type, intensity }: TyphoonPoint): Severity {
  const known = intensity === null ? undefined : TYPHOON_SEVERITY[intensity];
  return known ?? (type === 'TD' || type === 'LOW' ? 1 : 2);
}

/** Every title of the family is the same, so the storm's own name stands before it. */
function textsFor(newest: Standing, { number, nameKana, name }: TyphoonStatement): ReturnType<typeof textsOf> {
  const texts = textsOf(newest);
  const numbered = number === null ? null : `台風第${Number(number.slice(-2))}号`;
  const named = [numbered, nameKana ?? name].filter((word) => word !== null && word !== '').join(' ');
  return named === '' ? texts : { ...texts, title: named };
}

function trackOf(points: readonly TyphoonPoint[]): Geometry | null {
  const centers = points.flatMap(({ center }) => (center === null ? [] : [center]));
  const distinct = centers.filter((center, index) => !same(center, centers[index - 1]));
  return distinct.length < 2 ? null : { type: 'LineString', coordinates: distinct };
}

function same(a: LngLat, b: LngLat | undefined): boolean {
  return b !== undefined && a[0] === b[0] && a[1] === b[1];
}

function areaOf({ center }: TyphoonPoint, radii: TyphoonPoint['storm']): Geometry | null {
  return center === null ? null : windArea(center, radii);
}

/** What the storm's wind may reach within the forecast: 暴風警戒域, from the storm area of now on. */
function stormWarning(now: TyphoonPoint, ahead: readonly TyphoonPoint[]): Geometry | null {
  if (ahead.every(({ storm }) => storm.length === 0)) return null;
  return sweptArea([now, ...ahead].flatMap(({ center, storm }) => (center === null ? [] : [{ center, radii: storm }])));
}

function circleOf({ center, probabilityKm }: TyphoonPoint): Geometry | null {
  return center === null || probabilityKm === null ? null : circlePolygon(center, probabilityKm);
}
