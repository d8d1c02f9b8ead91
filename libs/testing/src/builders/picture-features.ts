import type { FeatureId, FeatureV1, HazardId, Instant, LogRecord, NewRecord, SourceId } from '@hinomi/contracts';

/** A plain earthquake at Noto, for specs. */
export function pictureFeature(over: Partial<Omit<FeatureV1, 'id'>> & { id?: string } = {}): FeatureV1 {
  const at = '2026-11-23T09:00:00.000Z' as Instant;
  return {
    layer: 'earthquake',
    kind: 'hazard',
    geometry: { type: 'Point', coordinates: [137.2, 37.5] },
    area: null,
    areaCodes: [],
    severity: 2,
    alertLevel: null,
    levelEquivalent: null,
    valid: { from: at, to: null },
    observedAt: null,
    issuedAt: at,
    recordedAt: at,
    version: 1,
    properties: {
      type: 'earthquake',
      hazardId: 'quake:1' as HazardId,
      main: true,
      title: '',
      headline: '',
      text: '',
      agency: '',
      originTime: at,
      hypocentre: null,
      magnitude: null,
      maxIntensity: null,
      readingsMissing: false,
      distant: false,
      comments: [],
      reports: [],
      url: null,
    },
    sources: [
      {
        source: 'test' as SourceId,
        agency: '',
        attribution: '',
        subject: 's' as never,
        event: 'e' as never,
        issuedAt: at,
      },
    ],
    conflicts: [],
    label: { classification: 'public', jurisdiction: null },
    exercise: null,
    ...over,
    id: (over.id ?? 'quake:1') as FeatureId,
  };
}

/** A record as it comes back from the log. */
export function recordAt(offset: number, record: NewRecord): LogRecord {
  return { ...record, topic: 'picture', partition: 0, offset, appendedAt: '2026-11-23T09:00:00.000Z' as Instant };
}
