import type { FeedFormat } from '@hinomi/contracts';
import {
  parseCap,
  parseFacts,
  parseGdacs,
  parseJmaXml,
  parseP2pquake,
  parsePopulationCsv,
  parseUsgsGeoJson,
  type GdacsFeed,
  type JmaReport,
} from '@hinomi/formats';
import { normaliseCap } from './normalise-cap.js';
import { normaliseFacts } from './normalise-facts.js';
import { normaliseGdacs } from './normalise-gdacs.js';
import { snapshotProblems } from './normalise-jma-snapshot.js';
import { normaliseJmaXml } from './normalise-jma-xml.js';
import { normaliseMapped } from './normalise-mapped.js';
import { normaliseP2pquake } from './normalise-p2pquake.js';
import { normalisePopulation } from './normalise-population.js';
import { normaliseSensorJson, normaliseSensorThings } from './normalise-sensors.js';
import { normaliseUsgs } from './normalise-usgs-geojson.js';
import { whole, type Normalised } from './normalised.js';
import { checkSignature } from '../trust/check-signature.js';
import type { SourceContext } from './source-context.js';

/** Formats whose bytes are a document; the others have to be unpacked first. */
export type PlainFormat = Exclude<FeedFormat, 'sip4d-zip'>;

/**
 * Bytes of a known format → the events they make, and what of them could not be used. Throws the format's own error, with its
 * place, when nothing can be understood: that is for quarantine.
 */
export function normaliseReport(format: PlainFormat, bytes: Uint8Array, context: SourceContext): Normalised {
  switch (format) {
    case 'jma-xml':
      return normaliseTelegram(parseJmaXml(bytes), context);
    case 'cap':
      return whole(normaliseSignedCap(bytes, context));
    case 'gdacs':
      return normaliseGdacsList(parseGdacs(bytes), context);
    case 'p2pquake':
      return normaliseP2pquake(parseP2pquake(bytes), context);
    case 'usgs-geojson':
      return normaliseUsgs(parseUsgsGeoJson(bytes), context);
    case 'csv':
    case 'geojson':
    case 'json':
      return normaliseMapped(format, bytes, context);
    case 'sensorthings':
      return normaliseSensorThings(bytes, context);
    case 'sensor-json':
      return normaliseSensorJson(bytes, context);
    case 'population-csv':
      return normalisePopulation(parsePopulationCsv(bytes), context);
    case 'hinomi-facts':
      return normaliseFacts(parseFacts(bytes), context);
  }
}

function normaliseGdacsList(feed: GdacsFeed, context: SourceContext): Normalised {
  return { ...whole(normaliseGdacs(feed, context)), listedAt: feed.published };
}

function normaliseTelegram(report: JmaReport, context: SourceContext): Normalised {
  const { body } = report;
  const snapshot = body.family === 'warning-snapshot' ? body.snapshot : null;
  const problems =
    snapshot === null ? [] : snapshotProblems(snapshot).map(({ place, message }) => ({ place, message }));
  return { events: normaliseJmaXml(report, context), problems };
}

/** Of a signed alert only what was signed is read; an alert that cannot be read is refused with its own place first. */
function normaliseSignedCap(bytes: Uint8Array, context: SourceContext): Normalised['events'] {
  const asItCame = parseCap(bytes);
  const checked = checkSignature(bytes, context.source.pinned);
  return normaliseCap(checked.bytes === bytes ? asItCame : parseCap(checked.bytes), context, checked);
}
