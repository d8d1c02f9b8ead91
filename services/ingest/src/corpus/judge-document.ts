import { HubError } from '@hinomi/contracts';
import type { ErrorCode, EventId, FeedFormat, InputPlace, Instant, SourceId } from '@hinomi/contracts';
import {
  parseCap,
  parseFacts,
  parseGdacs,
  parseJmaXml,
  parseP2pquake,
  parsePopulationCsv,
  parseSip4dZip,
  parseUsgsGeoJson,
} from '@hinomi/formats';
import { normaliseCap } from '../normalise/normalise-cap.js';
import { normaliseFacts } from '../normalise/normalise-facts.js';
import { normaliseGdacs } from '../normalise/normalise-gdacs.js';
import { normaliseJmaXml } from '../normalise/normalise-jma-xml.js';
import { normaliseP2pquake } from '../normalise/normalise-p2pquake.js';
import { normalisePopulation } from '../normalise/normalise-population.js';
import { normaliseUsgs } from '../normalise/normalise-usgs-geojson.js';
import { normaliseSensorJson, normaliseSensorThings } from '../normalise/normalise-sensors.js';
import type { SourceContext } from '../normalise/source-context.js';
import { normaliseMapped } from '../normalise/normalise-mapped.js';
import { normaliseSip4dZip } from '../normalise/normalise-sip4d-zip.js';
import { contractOf, type IngestEvent } from '../receive/ingest-events.js';
import { unpackPackage } from '../receive/unpack-package.js';
import { peekExercise } from '../receive/peek-status.js';
import { recogniseDocument } from './recognise-document.js';

/** What became of one document. */
export type Verdict =
  | { outcome: 'accepted'; format: FeedFormat; type: string; events: number; exercise: boolean }
  | {
      outcome: 'refused';
      format: FeedFormat;
      type: string;
      code: ErrorCode;
      message: string;
      place: InputPlace | null;
    }
  | { outcome: 'other'; what: string };

/** Nothing of a trial run is stored, so these names are seen by nobody; whatever a document's time, it is not ahead. */
const CONTEXT: SourceContext = {
  source: { id: 'corpus' as SourceId, attribution: '' },
  exercise: null,
  rawId: 'raw/corpus/1' as EventId,
  trace: '0'.repeat(32),
  receivedAt: '9999-12-31T00:00:00.000Z' as Instant,
};

/** Feeds a document through the very parser and normaliser of the hub; whatever it is, the answer is a verdict. */
export async function judgeDocument(name: string, bytes: Uint8Array, claimed?: FeedFormat): Promise<Verdict> {
  const recognised = claimed ? { format: claimed } : recogniseDocument(bytes, name);
  if ('other' in recognised) return { outcome: 'other', what: recognised.other };
  const { format } = recognised;
  const context = { ...CONTEXT, exercise: await peekExercise(format, bytes) };
  try {
    const { type, events } = await read(format, bytes, context);
    for (const event of events) contractOf(event).schema.parse(event.data);
    return { outcome: 'accepted', format, type, events: events.length, exercise: context.exercise !== null };
  } catch (error) {
    const known = error instanceof HubError ? error : new HubError('internal', String(error), { cause: error });
    const { code, message, place = null } = known;
    return { outcome: 'refused', format, type: statedType(format, bytes), code, message, place };
  }
}

async function read(
  format: FeedFormat,
  bytes: Uint8Array,
  context: SourceContext,
): Promise<{ type: string; events: readonly IngestEvent[] }> {
  switch (format) {
    case 'jma-xml': {
      const report = parseJmaXml(bytes);
      return { type: report.body.telegram, events: normaliseJmaXml(report, context) };
    }
    case 'cap': {
      const alert = parseCap(bytes);
      return { type: `CAP ${alert.version} ${alert.msgType}`, events: normaliseCap(alert, context) };
    }
    case 'gdacs':
      return { type: 'GDACS list', events: normaliseGdacs(parseGdacs(bytes), context) };
    case 'p2pquake': {
      const feed = parseP2pquake(bytes);
      const codes = new Set(feed.reports.map(({ body }) => body.code));
      return { type: [...codes].join(' '), events: normaliseP2pquake(feed, context).events };
    }
    case 'usgs-geojson':
      return { type: 'summary', events: normaliseUsgs(parseUsgsGeoJson(bytes), context).events };
    case 'sip4d-zip': {
      const pack = parseSip4dZip(await unpackPackage(bytes));
      return { type: `SIP4D-ZIP ${pack.code}`, events: normaliseSip4dZip(pack, context).events };
    }
    case 'csv':
    case 'geojson':
    case 'json':
      return { type: 'table', events: normaliseMapped(format, bytes, context).events };
    case 'sensorthings':
      return { type: 'readings', events: normaliseSensorThings(bytes, context).events };
    case 'sensor-json':
      return { type: 'readings', events: normaliseSensorJson(bytes, context).events };
    case 'population-csv':
      return { type: 'census', events: normalisePopulation(parsePopulationCsv(bytes), context).events };
    case 'hinomi-facts':
      return { type: 'facts', events: normaliseFacts(parseFacts(bytes), context).events };
  }
}

/** What a refused document calls itself, as far as its text can be read. */
function statedType(format: FeedFormat, bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes.subarray(0, 64 * 1024));
  const element = format === 'jma-xml' ? 'Title' : 'msgType';
  const stated = new RegExp(`<(?:[\\w-]+:)?${element}\\s*>\\s*([^<&]{1,60}?)\\s*<`).exec(text)?.[1];
  return stated ?? '?';
}
