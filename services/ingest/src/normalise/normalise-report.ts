import type { FeedFormat } from '@hinomi/contracts';
import { parseCap, parseGdacs, parseJmaXml, parseUsgsGeoJson } from '@hinomi/formats';
import type { IngestEvent } from '../receive/ingest-events.js';
import { normaliseCap } from './normalise-cap.js';
import { normaliseGdacs } from './normalise-gdacs.js';
import { normaliseJmaXml } from './normalise-jma-xml.js';
import { normaliseUsgs } from './normalise-usgs-geojson.js';
import { checkSignature } from '../trust/check-signature.js';
import type { SourceContext } from './source-context.js';

/**
 * Bytes of a known format → the events they make, perhaps none. Throws the format's own error, with its place, when they
 * cannot be understood: that is for quarantine.
 */
export function normaliseReport(format: FeedFormat, bytes: Uint8Array, context: SourceContext): IngestEvent[] {
  switch (format) {
    case 'jma-xml':
      return normaliseJmaXml(parseJmaXml(bytes), context);
    case 'cap':
      return normaliseSignedCap(bytes, context);
    case 'gdacs':
      return normaliseGdacs(parseGdacs(bytes), context);
    case 'usgs-geojson':
      return normaliseUsgs(parseUsgsGeoJson(bytes), context);
  }
}

/** Of a signed alert only what was signed is read; an alert that cannot be read is refused with its own place first. */
function normaliseSignedCap(bytes: Uint8Array, context: SourceContext): IngestEvent[] {
  const asItCame = parseCap(bytes);
  const { signature, bytes: signed } = checkSignature(bytes, context.source.pinned);
  return normaliseCap(signed === bytes ? asItCame : parseCap(signed), context, signature);
}
