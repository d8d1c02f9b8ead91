import {
  contentDigest,
  hazardReported,
  HubError,
  instantFromMillis,
  millisOf,
  reportEventId,
  type HazardId,
  type HazardReportedV1,
  type HubEvent,
  type Instant,
  type ReportOrder,
  type RunId,
  type Subject,
} from '@hinomi/contracts';
import type { P2pFeed, P2pReport } from '@hinomi/formats';
import { p2pEarthquake } from './normalise-p2p-earthquake.js';
import { p2pEew } from './normalise-p2p-eew.js';
import { p2pTsunami } from './normalise-p2p-tsunami.js';
import type { ReportProblem } from './normalised.js';
import type { SourceContext } from './source-context.js';

/** What one body says of one subject, before it is put into an event. Ids are without the drill's prefix. */
export type P2pFamilyReport = Pick<
  HazardReportedV1,
  'family' | 'effect' | 'statement' | 'title' | 'validFrom' | 'validTo'
> & {
  hazard: string;
  subject: string;
  version: number;
  parserRevision: number;
  /** How finely JMA's own telegram gives the time of this report, so that a copy has the very same. */
  grain: 'minute' | 'second';
  /** Yields to any other report of its moment. */
  early?: boolean;
};

export const P2P_TEST = 'p2p-test' as RunId;

/** Who passes JMA's reports on. */
const RELAY = 'P2P地震情報';

/** More than clocks differ. A report from further ahead would stand above all that JMA says until then. */
const CLOCK_SKEW_MS = 10 * 60_000;
const GRAIN_MS = { minute: 60_000, second: 1_000 } as const;

/**
 * Bodies of P2P地震情報 → what they say of JMA's earthquakes, tsunami and early warnings, as reports that JMA's own stand above. A
 * list of which nothing can be used is refused.
 */
export function normaliseP2pquake(
  feed: P2pFeed,
  context: SourceContext,
): { events: HubEvent<HazardReportedV1>[]; problems: ReportProblem[] } {
  const problems = [...feed.problems];
  const events = feed.reports.flatMap((report) => {
    const event = eventOf(report, context);
    if (!(event instanceof HubError)) return event ?? [];
    problems.push(event);
    return [];
  });
  const [problem] = problems;
  if (problem !== undefined && events.length === 0) throw problem;
  return { events, problems: problems.map(({ place = {}, message }) => ({ place, message })) };
}

/** Null for what states nothing. */
function eventOf(report: P2pReport, context: SourceContext): HubEvent<HazardReportedV1> | HubError | null {
  const part = familyOf(report);
  if (part === null || !('issuedAt' in report.body)) return null;
  const { issuedAt: given } = report.body;
  const exercise = context.exercise ?? (report.test ? P2P_TEST : null);
  const latest = [given, report.receivedAt ?? given].sort().at(-1) as Instant;
  if (exercise === null && millisOf(latest) > millisOf(context.receivedAt) + CLOCK_SKEW_MS) {
    return new HubError('report.invalid', `${report.id} is of ${latest}, which is still ahead`, {
      place: { path: '/issue/time' },
    });
  }
  const prefix = exercise === null ? '' : `drill:${exercise}:`;
  const subject = `${prefix}${part.subject}` as Subject;
  const issuedAt = instantFromMillis(Math.floor(millisOf(given) / GRAIN_MS[part.grain]) * GRAIN_MS[part.grain]);
  const said = { effect: part.effect, statement: part.statement, title: part.title, headline: '', text: '' };
  const order: ReportOrder = {
    version: part.version,
    issuedAt,
    sentAt: part.early ? issuedAt : latest,
    parserRevision: part.parserRevision,
    digest: contentDigest(said),
  };
  return {
    id: reportEventId(subject, order),
    type: hazardReported.type,
    source: context.source.id,
    subject,
    time: issuedAt,
    exercise,
    trace: context.trace,
    data: {
      ...said,
      hazardId: `${prefix}${part.hazard}` as HazardId,
      family: part.family,
      subject,
      order,
      exercise,
      source: {
        id: context.source.id,
        agency: context.source.agency ?? '気象庁',
        attribution: context.source.attribution,
        relay: RELAY,
      },
      issuedAt,
      validFrom: part.validFrom,
      validTo: part.validTo,
      rawId: context.rawId,
    },
  };
}

function familyOf({ id, body }: P2pReport): P2pFamilyReport | null {
  switch (body.code) {
    case 551:
      return p2pEarthquake(id, body);
    case 552:
      return p2pTsunami(body);
    case 556:
      return p2pEew(body);
    default:
      return null;
  }
}
