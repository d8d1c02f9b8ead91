import type { FeatureV1, HubStatus } from '@hinomi/contracts';
import { prefectureName, groupTitle } from '../hazards/describe-hazard.js';
import type { HazardGroup } from '../hazards/group-hazards.js';
import type { Still } from '../map/still.js';
import { agencyText } from '../things/describe-thing.js';
import { fieldTime, moment } from '../words/clock.js';
import { plain } from '../words/ruby-text.js';
import type { Words } from '../words/words.js';
import { DRILL_MARK, type SheetContent } from './draw-sheet.js';
import { sheetLegend } from './sheet-legend.js';

/** What the room shows, and when that was so. */
export interface SheetRoom {
  status: HubStatus;
  drill: boolean;
  /** A past moment is shown. */
  past: boolean;
  /** On the hub's clock: when the picture was so, and now. */
  dataMs: number;
  nowMs: number;
  groups: readonly HazardGroup[];
  shown: ReadonlyMap<string, FeatureV1>;
}

/** Named one by one; more are "and others". */
const NAMED_AREAS = 3;
/** From so many prefectures on it is a map of the country. */
const COUNTRY = 20;

/** The area in the middle of the map, and the worst that is in sight there. */
export function defaultTitle({ seen, municipalities }: Still, groups: readonly HazardGroup[], words: Words): string {
  const codes = [...new Set(municipalities.map((code) => code.slice(0, 2)))].sort();
  const names = codes.slice(0, NAMED_AREAS).map((code) => plain(prefectureName(code, words)));
  const named = names.join(words.exports.and);
  const area =
    codes.length === 0 || codes.length >= COUNTRY
      ? words.top.japan
      : codes.length > NAMED_AREAS
        ? words.exports.others(named)
        : named;
  const worst = groups.find(({ features }) => features.some(({ id }) => seen.ids.has(id)));
  return plain(words.exports.defaultTitle(area, worst ? groupTitle(worst, words) : words.exports.noIncident));
}

export function sheetContent(still: Still, room: SheetRoom, title: string, words: Words): SheetContent {
  const { exports: said } = words;
  const time = (millis: number): string => `${fieldTime(millis).replace('T', ' ')} JST`;
  const age = words.duration(Math.max(0, room.nowMs - room.dataMs));
  const sources = [...still.seen.ids].flatMap((id) => room.shown.get(id)?.sources ?? []);
  const agencies = unique(sources.map(({ agency }) => plain(agencyText(agency, words))));
  // Most begin with the word that is the line's own.
  const given = [...sources.map(({ attribution }) => attribution), ...still.credits];
  const credits = unique(given.map((credit) => credit.replace(/^出典[：:]\s*/, '')));
  const places = [...still.seen.marks].some((mark) => mark.startsWith('theme:') || mark === 'site-cluster');
  const base = unique(room.status.boundaries.map(({ attribution }) => attribution));
  return {
    title,
    times: plain(said.times(time(room.dataMs), time(room.nowMs), age)),
    drill: room.drill ? `${DRILL_MARK}${words.colon}${plain(said.drill)}` : null,
    past: room.past ? plain(said.past(moment(room.dataMs, words.language))) : null,
    legendTitle: plain(words.legend.title),
    legend: sheetLegend(still.seen, words),
    left: (count) => plain(said.left(count)),
    north: plain(said.north),
    scale: (meters) => plain(said.scale(meters >= 1000 ? `${meters / 1000} km` : `${meters} m`)),
    foot: [
      agencies.length === 0 ? said.noSources : said.sources(agencies.join(words.separator)),
      ...(credits.length === 0 ? [] : [said.credits(credits.join('／'))]),
      `${said.base(base.join('／'))}${places ? `　${said.places}` : ''}`,
      said.made,
    ].map(plain),
  };
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)].filter(Boolean);
}
