import {
  contentDigest,
  defaultEnd,
  HubError,
  reportEventId,
  type GdacsStatement,
  type HazardId,
  type HazardReportedV1,
  type HubEvent,
  type Instant,
  type ReportOrder,
  type Subject,
} from '@hinomi/contracts';
import type { GdacsEvent, GdacsFeed } from '@hinomi/formats';
import type { SourceContext } from './source-context.js';

/** Goes up when the same list is read better than before. */
const PARSER_REVISION = 1;

/**
 * A GDACS list → one event per item. Type and number name the event for ever, whatever episode it is in; the item that
 * was changed last tells it, and one that is no longer current ends it. A list of bad items only is refused.
 */
export function normaliseGdacs(feed: GdacsFeed, context: SourceContext): HubEvent<HazardReportedV1>[] {
  const [problem] = feed.problems;
  if (problem && feed.events.length === 0) {
    throw new HubError(problem.code, problem.message, problem.place ? { place: problem.place } : {});
  }
  return feed.events.map((event) => eventOf(event, context));
}

function eventOf(event: GdacsEvent, context: SourceContext): HubEvent<HazardReportedV1> {
  const { title, description, modified, ...stated } = event;
  const statement: GdacsStatement = { hazard: 'gdacs', ...stated };
  const { exercise, source, trace, rawId } = context;
  const id = `gdacs:${event.eventType}${event.eventId}`;
  const hazardId = (exercise === null ? id : `drill:${exercise}:${id}`) as HazardId;
  const subject = hazardId as string as Subject;
  const order: ReportOrder = {
    version: 0,
    issuedAt: modified,
    sentAt: modified,
    parserRevision: PARSER_REVISION,
    digest: contentDigest([statement, title, description]),
  };
  return {
    id: reportEventId(subject, order),
    source: source.id,
    subject,
    time: modified,
    exercise,
    trace,
    type: 'hazard.reported.v1',
    data: {
      hazardId,
      family: 'gdacs',
      subject,
      order,
      effect: 'states',
      exercise,
      source: { id: source.id, agency: source.agency ?? 'GDACS', attribution: source.attribution },
      title,
      headline: statement.severity?.text ?? '',
      text: description,
      issuedAt: modified,
      validFrom: statement.fromDate ?? modified,
      validTo: statement.isCurrent ? defaultEnd('gdacs', modified) : modified,
      rawId,
      statement,
    },
  };
}

/** The same report once more, as of a later list: `sentAt` puts it behind what was said of the event in between. */
export function restated(
  event: HubEvent<HazardReportedV1>,
  listedAt: Instant,
  change: { absent: boolean },
  { trace, rawId }: Pick<SourceContext, 'trace' | 'rawId'>,
): HubEvent<HazardReportedV1> {
  const { data } = event;
  if (data.statement?.hazard !== 'gdacs') return event;
  const { absent: _absent, ...stated } = data.statement;
  const statement: GdacsStatement = change.absent ? { ...stated, isCurrent: false, absent: true } : stated;
  const digest = contentDigest([statement, data.title, data.text]);
  const order: ReportOrder = { ...data.order, sentAt: listedAt, digest };
  const validTo = change.absent ? listedAt : data.validTo;
  return {
    ...event,
    id: reportEventId(event.subject as Subject, order),
    time: listedAt,
    trace,
    data: { ...data, order, statement, validTo, rawId },
  };
}
