import {
  HubError,
  laterBy,
  observationId,
  observationSubject,
  sensorDescribedId,
  type HubEvent,
  type Instant,
  type ObservationReportedV1,
  type SensorDescribedV1,
  type SensorDescription,
  type SensorId,
  type Subject,
} from '@hinomi/contracts';
import { datastreamInPath, parseSensorJson, parseSensorThings, type JsonProblem } from '@hinomi/formats';
import { NO_RULES, type SensorTraits } from '../sensors/sensor-rules.js';
import { deriveSensorDescription } from './derive-sensor-description.js';
import type { Normalised } from './normalised.js';
import type { SourceContext } from './source-context.js';
import { readThingsTraits } from './things-traits.js';

/** Goes up when the same bytes are read better than before. */
const PARSER_REVISION = 1;
/** Clocks of gauges are minutes off; hours are a wrong zone, and would hold up every later reading. */
const AHEAD_MS = 10 * 60_000;

/** A reading of whichever format. */
interface Reading {
  id: string;
  time: Instant;
  value: number | null;
  doubtful: boolean;
  resultTime: Instant | null;
  revision: number;
  path: string;
}

interface Stated {
  id: string;
  traits: SensorTraits;
  path: string;
}

/** SensorThings → one event per Observation and per Datastream that is described. */
export function normaliseSensorThings(bytes: Uint8Array, context: SourceContext): Normalised {
  const { datastreams, observations, problems } = parseSensorThings(bytes, datastreamInPath(context.entry ?? ''));
  const stated = datastreams.map((stream) => ({ id: stream.id, path: stream.path, ...readThingsTraits(stream) }));
  const readings = observations.map(
    ({ datastreamId: id, phenomenonTime: time, value, doubtful, resultTime, path }): Reading => ({
      id,
      time,
      value,
      doubtful,
      resultTime,
      revision: PARSER_REVISION,
      path,
    }),
  );
  return eventsOf(stated, readings, [...problems, ...stated.flatMap((one) => one.problems)], context);
}

/** JSON of any provider → one event per reading and per sensor that is described, as the source's mapping says. */
export function normaliseSensorJson(bytes: Uint8Array, context: SourceContext): Normalised {
  const { mapping } = context.source.sensors ?? NO_RULES;
  if (mapping === undefined) {
    throw new HubError('report.unsupported', `no entry says how the readings of ${context.source.id} are read`, {
      place: { path: '' },
    });
  }
  const { sensors, readings, problems } = parseSensorJson(bytes, mapping);
  const stated = sensors.map(({ id, path, name, owner, lngLat }) => ({
    id,
    path,
    traits: { ...(name !== null && { name }), ...(owner !== null && { owner }), ...(lngLat !== null && { lngLat }) },
  }));
  return eventsOf(stated, readings, problems, context);
}

/** What a source's entry itself says of its sensors, so that those which never spoke are seen too. */
export function describeEntry(context: Omit<SourceContext, 'rawId'>): HubEvent<SensorDescribedV1>[] {
  const rules = context.source.sensors ?? NO_RULES;
  return Object.keys(rules.each).flatMap((id) => {
    const description = deriveSensorDescription(id, {}, rules);
    return 'problem' in description ? [] : [describedEvent(id, description, null, context)];
  });
}

function eventsOf(
  stated: readonly Stated[],
  readings: readonly Reading[],
  unread: readonly JsonProblem[],
  context: SourceContext,
): Normalised {
  const problems = [...unread];
  const described = stated.flatMap(({ id, traits, path }) => {
    const description = deriveSensorDescription(id, traits, context.source.sensors ?? NO_RULES);
    if (!('problem' in description)) return [describedEvent(id, description, context.rawId, context)];
    problems.push({ path, message: description.problem });
    return [];
  });
  const latest = laterBy(context.receivedAt, AHEAD_MS);
  const source = sourceOf(context);
  const observed = readings.flatMap((reading) => {
    if (reading.time <= latest) return [observedEvent(reading, source, context)];
    problems.push({
      path: reading.path,
      message: `${reading.time} has not come yet: a wrong clock, or a wrong time zone`,
    });
    return [];
  });
  return {
    events: [...described, ...observed],
    problems: problems.map(({ path, message }) => ({ place: { path }, message })),
  };
}

function observedEvent(
  { id, time, value, doubtful, resultTime, revision }: Reading,
  source: ObservationReportedV1['source'],
  { exercise, rawId, trace }: SourceContext,
): HubEvent<ObservationReportedV1> {
  const data: ObservationReportedV1 = {
    sensorId: sensorIdOf(id, source.id, exercise),
    phenomenonTime: time,
    value,
    quality: value === null ? 'missing' : doubtful ? 'doubtful' : 'good',
    resultTime,
    revision,
    exercise,
    source,
    rawId,
  };
  return {
    id: observationId(data),
    source: source.id,
    subject: observationSubject(data),
    time: resultTime ?? time,
    exercise,
    trace,
    type: 'observation.reported.v1',
    data,
  };
}

function describedEvent(
  id: string,
  description: SensorDescription,
  rawId: SensorDescribedV1['rawId'],
  context: Omit<SourceContext, 'rawId'>,
): HubEvent<SensorDescribedV1> {
  const { exercise, trace, receivedAt } = context;
  const source = sourceOf(context);
  const sensorId = sensorIdOf(id, source.id, exercise);
  const data: SensorDescribedV1 = { sensorId, describedAt: receivedAt, description, exercise, source, rawId };
  return {
    id: sensorDescribedId(data),
    source: source.id,
    subject: sensorId as string as Subject,
    time: receivedAt,
    exercise,
    trace,
    type: 'sensor.described.v1',
    data,
  };
}

function sensorIdOf(id: string, source: string, exercise: string | null): SensorId {
  return `${exercise === null ? '' : `drill:${exercise}:`}sensor:${source}:${id}` as SensorId;
}

function sourceOf({ source }: Pick<SourceContext, 'source'>): ObservationReportedV1['source'] {
  return { id: source.id, agency: source.agency ?? '', attribution: source.attribution };
}
