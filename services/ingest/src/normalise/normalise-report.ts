import type { FeedFormat, HazardReportedV1, HubEvent } from '@hinomi/contracts';
import { parseCap, parseJmaXml, parseUsgsGeoJson } from '@hinomi/formats';
import { normaliseCap } from './normalise-cap.js';
import { normaliseJmaXml } from './normalise-jma-xml.js';
import { normaliseUsgs } from './normalise-usgs-geojson.js';
import type { SourceContext } from './source-context.js';

/**
 * Bytes of a known format → the events they make, perhaps none. Throws the format's own error, with its place, when they
 * cannot be understood: that is for quarantine.
 */
export function normaliseReport(
  format: FeedFormat,
  bytes: Uint8Array,
  context: SourceContext,
): HubEvent<HazardReportedV1>[] {
  switch (format) {
    case 'jma-xml':
      return normaliseJmaXml(parseJmaXml(bytes), context);
    case 'cap':
      return normaliseCap(parseCap(bytes), context);
    case 'usgs-geojson':
      return normaliseUsgs(parseUsgsGeoJson(bytes), context);
  }
}
