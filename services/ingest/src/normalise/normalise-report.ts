import { HubError, type FeedFormat, type HazardReportedV1, type HubEvent } from '@hinomi/contracts';
import { parseCap, parseJmaXml } from '@hinomi/formats';
import { normaliseCap } from './normalise-cap.js';
import { normaliseJmaXml } from './normalise-jma-xml.js';
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
      throw new HubError('format.unknown', 'usgs-geojson is not read yet');
  }
}
