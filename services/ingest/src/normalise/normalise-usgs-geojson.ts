import {
  contentDigest,
  defaultEnd,
  HubError,
  reportEventId,
  type EarthquakeStatement,
  type HazardId,
  type HazardReportedV1,
  type HubEvent,
  type ReportOrder,
  type Subject,
} from '@hinomi/contracts';
import type { UsgsEarthquake, UsgsFeed } from '@hinomi/formats';
import type { Normalised } from './normalised.js';
import type { SourceContext } from './source-context.js';

/** Goes up when the same feed is read better than before. */
const PARSER_REVISION = 1;

/**
 * A USGS summary → one event per earthquake. The hazard id is the id USGS prefers today; the others travel as aliases, so
 * that the aggregator finds the same earthquake when the preference changes. A feed of bad features only is refused.
 */
export function normaliseUsgs(feed: UsgsFeed, context: SourceContext): Normalised {
  const [problem] = feed.problems;
  if (problem && feed.earthquakes.length === 0) {
    throw new HubError('report.invalid', `${problem.message} (${problem.path})`, { place: { path: problem.path } });
  }
  return {
    events: feed.earthquakes.map((earthquake) => eventOf(earthquake, context)),
    problems: feed.problems.map(({ path, message }) => ({ place: { path }, message })),
  };
}

function eventOf(earthquake: UsgsEarthquake, context: SourceContext): HubEvent<HazardReportedV1> {
  const { originTime, updated, deleted, title } = earthquake;
  const { exercise, source, trace, rawId } = context;
  const id = `usgs:${earthquake.id}`;
  const hazardId = (exercise === null ? id : `drill:${exercise}:${id}`) as HazardId;
  const subject = hazardId as string as Subject;
  const statement = statementOf(earthquake);
  const order: ReportOrder = {
    version: 0,
    issuedAt: updated,
    sentAt: updated,
    parserRevision: PARSER_REVISION,
    digest: contentDigest(deleted ? ['deleted', statement] : statement),
  };
  return {
    id: reportEventId(subject, order),
    source: source.id,
    subject,
    time: updated,
    exercise,
    trace,
    type: 'hazard.reported.v1',
    data: {
      hazardId,
      family: 'earthquake',
      subject,
      order,
      effect: deleted ? 'voids-subject' : 'states',
      exercise,
      source: { id: source.id, agency: source.agency ?? 'USGS', attribution: source.attribution },
      title,
      headline: title,
      text: '',
      issuedAt: updated,
      validFrom: originTime,
      validTo: defaultEnd('earthquake', originTime),
      rawId,
      statement: deleted ? null : statement,
    },
  };
}

function statementOf(earthquake: UsgsEarthquake): EarthquakeStatement {
  const { originTime, place, lngLat, depthKm, magnitude, magnitudeType, ids, pagerAlert, url } = earthquake;
  return {
    hazard: 'earthquake',
    report: 'usgs',
    originTime,
    hypocentre: { name: place, code: null, lngLat, depthKm },
    magnitude:
      magnitude === null
        ? null
        : {
            value: magnitude,
            type: magnitudeType,
            description: ['M', magnitude.toFixed(1), magnitudeType].filter((part) => part !== null).join(' '),
          },
    maxIntensity: null,
    intensities: null,
    distant: false,
    comments: [],
    aliases: ids,
    pagerAlert,
    ...(url === null ? {} : { url }),
  };
}
