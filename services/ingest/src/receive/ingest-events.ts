import {
  hazardReported,
  HubError,
  millisOf,
  type EventType,
  type HazardReportedV1,
  type HubEvent,
  type Instant,
  type ReportEffect,
} from '@hinomi/contracts';

/** What the bytes of a feed can become. */
export type IngestData = HazardReportedV1;
export type IngestEvent = HubEvent<IngestData>;

interface Written<T> {
  contract: EventType<T>;
  effect: (data: T, now: Instant) => ReportEffect;
  hazardId?: (data: T) => string;
}

const hazard: Written<HazardReportedV1> = {
  contract: hazardReported,
  effect: ({ effect, validTo }, now) => {
    if (effect !== 'states') return 'voids';
    return validTo !== null && millisOf(validTo) <= millisOf(now) ? 'past' : 'current';
  },
  hazardId: ({ hazardId }) => hazardId,
};

const BY_TYPE = new Map([hazard].map((written) => [written.contract.type, written]));

/** The contract an event follows; a normaliser that makes events of another type is broken. */
export function contractOf(event: IngestEvent): EventType<IngestData> {
  return writtenOf(event).contract;
}

/** What the event does, seen from now. */
export function effectOf(event: IngestEvent, now: Instant): ReportEffect {
  return writtenOf(event).effect(event.data, now);
}

/** Null for what is no hazard. */
export function hazardIdOf(event: IngestEvent): string | null {
  return writtenOf(event).hazardId?.(event.data) ?? null;
}

function writtenOf({ type }: IngestEvent): Written<IngestData> {
  const written = BY_TYPE.get(type);
  if (!written) throw new HubError('internal', `ingest does not write ${type}`);
  return written;
}
