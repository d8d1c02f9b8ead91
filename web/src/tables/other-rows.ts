import { feedState, isTroubled, type FeedStatus, type Severity } from '@hinomi/contracts';
import type { AreaLimit } from '../hazards/in-area.js';
import { isReviewed, needGoods, needName, personsText, placeText, urgencyText } from '../needs/describe-need.js';
import { areaOf, urgencyHours, type NeedRow } from '../needs/need-rows.js';
import type { Needs } from '../rooms/console/needs/use-needs.js';
import { sourceTitle } from '../words/source-terms.js';
import { count, time, type Reader } from './feature-rows.js';
import type { Cell, RowPlace, TableRow } from './table-row.js';

interface NeedPlaces {
  /** A municipality or prefecture by its JIS code. */
  names: (code: string) => string;
  /** The edition in force of a set of boundaries. */
  edition: (set: string) => string | undefined;
}

/** Published needs: every number, and every "fewer than". They have no severity; what cannot wait stands first. */
export function needTableRows(needs: Needs, limit: AreaLimit | null, places: NeedPlaces, reader: Reader): TableRow[] {
  const { published, kinds, shelters } = needs;
  const { words, text } = reader;
  return published.rows
    .filter((row) => limit === null || isWithin(row, limit))
    .map((row): TableRow => {
      const hours = urgencyHours(row.need, kinds);
      const state = row.isHeld ? text.held : text.fresh;
      const what = needName(row.need, kinds, words);
      const where = placeText(row, shelters, places.names, words);
      return {
        id: row.id,
        opens: areaOf(row),
        severity: 0,
        state,
        cells: {
          urgency: { text: urgencyText(row.need, kinds, words), sort: -hours },
          what: { text: what },
          persons: { text: personsText(row, words), sort: row.atLeast },
          where: { text: where, isName: row.level === 'shelter' },
          observed: time(row.published.asOf, reader),
          state: { text: state },
        },
        place: needPlace(row, needs, places, () => ({
          ...{ title: what, where, need: row.need, level: row.level, code: row.code, published: row.published },
          ...{ goods: needGoods(row.need, kinds, words), atLeast: row.atLeast, atMost: row.atMost },
          ...{ threshold: row.threshold, held: row.isHeld, reviewed: isReviewed(row.need, kinds) },
          exercise: published.exercise,
        })),
      };
    });
}

function needPlace(
  { level, code }: NeedRow,
  { shelters }: Needs,
  { edition }: NeedPlaces,
  properties: RowPlace['properties'],
): RowPlace {
  if (level === 'shelter') return { geometry: shelters.get(code)?.geometry ?? null, areas: [], properties };
  const inForce = edition(level === 'prefecture' ? 'prefecture' : 'jma-city');
  const areas = inForce === undefined ? [] : [{ edition: inForce, code: level === 'prefecture' ? code : `${code}00` }];
  return { geometry: null, areas, properties };
}

/** What is told of the whole prefecture concerns each of its municipalities. */
function isWithin({ level, municipality, prefecture }: NeedRow, { code, codes }: AreaLimit): boolean {
  if (level === 'prefecture') return code.slice(0, 2) === prefecture;
  return codes.includes(municipality) || codes.includes(prefecture);
}

/** Sources of the hub; one that fails or is silent counts as severe, as what it would tell is on no map. */
export function feedRows(feeds: readonly FeedStatus[], reader: Reader): TableRow[] {
  const { words, nowMs } = reader;
  const moment = (at: string | null): Cell =>
    at === null ? { text: words.feeds.never, value: null, sort: null } : time(at, reader);
  return feeds.map((feed) => {
    const state = feedState(feed, nowMs);
    const lagMs = feed.lag?.typicalMs ?? null;
    return {
      id: feed.source,
      opens: null,
      severity: (isTroubled(state) ? 3 : 0) as Severity,
      state: words.feeds.state[state],
      cells: {
        what: { text: sourceTitle(feed.title, words.language), isName: true },
        state: { text: words.feeds.state[state], sort: `${isTroubled(state) ? 1 : 0}${state}` },
        success: feed.mode === 'pushed' ? { text: '—', value: null, sort: null } : moment(feed.lastSuccessAt),
        report: moment(feed.lastReportAt),
        lag: { text: lagMs === null ? '—' : words.duration(lagMs), value: lagMs && lagMs / 1_000, sort: lagMs },
        received: count(feed.received),
        duplicates: count(feed.duplicates),
        refused: count(feed.refused),
      },
      place: null,
    };
  });
}
