import type { EarthquakeStatement, HazardReportedV1, IntensityClass, ObservedIntensity } from '@hinomi/contracts';
import { hazardReport, type ReportParts } from './hazard-reports.js';

/** A felt intensity: `felt('6-', '1720100', '七尾市')`; three digits are a quake area, seven a city. */
export function felt(intensity: IntensityClass, code: string, name = `地域${code}`): ObservedIntensity {
  return { code, name, level: code.length === 3 ? 'area' : 'city', intensity };
}

type QuakeParts = ReportParts & Partial<Omit<EarthquakeStatement, 'hazard' | 'report'>>;

/** A report of JMA on the earthquake `event`. */
export function quakeReport(
  report: Exclude<EarthquakeStatement['report'], 'usgs'>,
  event: string,
  parts: QuakeParts = {},
): HazardReportedV1 {
  return hazardReport({
    ...parts,
    hazard: `jma-quake:${event}`,
    family: 'earthquake',
    subject: parts.subject ?? `jma:${report}:${event}`,
    statement: quakeStatement(report, parts),
  });
}

/** A report of USGS on `id`, also known by `aliases`. */
export function foreignQuakeReport(id: string, aliases: string[], parts: QuakeParts = {}): HazardReportedV1 {
  return hazardReport({
    ...parts,
    hazard: `usgs:${id}`,
    family: 'earthquake',
    subject: parts.subject ?? `usgs:${id}`,
    statement: quakeStatement('usgs', { ...parts, aliases }),
  });
}

/** What P2P passes on of JMA, under P2P's own id; `aliases` join its messages. */
export function relayedQuakeReport(
  id: string,
  report: Exclude<EarthquakeStatement['report'], 'usgs'>,
  aliases: string[],
  parts: QuakeParts = {},
): HazardReportedV1 {
  return hazardReport({
    relay: 'P2P地震情報',
    ...parts,
    hazard: `p2p-quake:${id}`,
    family: 'earthquake',
    subject: parts.subject ?? `p2p-quake:${id}`,
    statement: quakeStatement(report, { ...parts, aliases }),
  });
}

function quakeStatement(report: EarthquakeStatement['report'], parts: QuakeParts): EarthquakeStatement {
  return {
    hazard: 'earthquake',
    report,
    originTime: parts.originTime ?? null,
    hypocentre: parts.hypocentre ?? null,
    magnitude: parts.magnitude ?? null,
    maxIntensity: parts.maxIntensity ?? null,
    intensities: parts.intensities ?? null,
    distant: parts.distant ?? false,
    comments: parts.comments ?? [],
    ...(parts.longPeriod === undefined ? {} : { longPeriod: parts.longPeriod }),
    ...(parts.aliases === undefined ? {} : { aliases: parts.aliases }),
    ...(parts.unknownPlaces === undefined ? {} : { unknownPlaces: parts.unknownPlaces }),
    ...(parts.pagerAlert === undefined ? {} : { pagerAlert: parts.pagerAlert }),
  };
}

/** A hypocentre for {@link quakeReport}. */
export function hypocentre(lng: number, lat: number, depthKm: number | null = 10): EarthquakeStatement['hypocentre'] {
  return { name: '石川県能登地方', code: '390', lngLat: [lng, lat], depthKm };
}

/** A magnitude for {@link quakeReport}. */
export function magnitude(value: number | null): NonNullable<EarthquakeStatement['magnitude']> {
  return { value, type: 'Mj', description: value === null ? 'Ｍ不明' : `Ｍ${value}` };
}
