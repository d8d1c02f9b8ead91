import type {
  CoastForecast,
  FeatureV1,
  IntensityClass,
  SensorProperties,
  Severity,
  TsunamiCategory,
} from '@hinomi/contracts';

type Given = Partial<Omit<FeatureV1, 'id' | 'severity'>> & {
  id: string;
  severity?: Severity;
  hazardId?: string;
  main?: boolean;
};

/** A warning feature of level = severity, for specs. */
export function warning({ hazardId, main = true, ...given }: Given): FeatureV1 {
  const severity = given.severity ?? 3;
  return {
    layer: 'weather-warning',
    kind: 'hazard',
    geometry: null,
    area: null,
    areaCodes: [],
    alertLevel: null,
    levelEquivalent: null,
    valid: { from: '2026-06-01T00:00:00.000Z', to: null },
    observedAt: null,
    issuedAt: '2026-06-01T00:00:00.000Z',
    recordedAt: '2026-06-01T00:00:00.000Z',
    version: 1,
    properties: {
      type: 'weather-warning',
      hazardId: hazardId ?? given.id,
      main,
      title: '気象警報・注意報',
      headline: '',
      text: '',
      agency: '気象台',
      telegram: 'VPWW55',
      kindOfWarning: { code: '03', name: 'レベル３大雨警報' },
      forecastArea: { code: '430000', name: '熊本県' },
      divisions: [],
      coastSections: [],
      additions: [],
    },
    sources: [],
    conflicts: [],
    label: { classification: 'public', jurisdiction: null },
    exercise: null,
    ...given,
    severity,
  } as FeatureV1;
}

/** Municipalities by code, as an area of one edition. */
export function cities(...codes: string[]): FeatureV1['area'] {
  return { edition: 'jma-city@test-1', codes, names: codes.map((code) => `市${code}`), approximate: false };
}

export function intensity(given: Given, name: IntensityClass): FeatureV1 {
  const base = warning(given);
  const { hazardId = given.id } = given;
  const properties = {
    type: 'earthquake-intensity',
    hazardId,
    main: given.main ?? false,
    title: '',
    headline: '',
    text: '',
    agency: '気象庁',
    originTime: null,
    intensity: name,
  };
  return { ...base, layer: 'earthquake', properties } as unknown as FeatureV1;
}

export function coast(
  given: Given,
  category: TsunamiCategory,
  maxHeight: CoastForecast['maxHeight'] = null,
): FeatureV1 {
  const base = warning(given);
  const forecast = {
    code: '350',
    name: '石川県能登',
    category,
    kind: { code: '', name: '' },
    firstWave: null,
    maxHeight,
    stations: [],
  };
  const properties = {
    type: 'tsunami-coast',
    hazardId: given.hazardId ?? given.id,
    main: given.main ?? false,
    title: '',
    headline: '',
    text: '',
    agency: '気象庁',
    coast: forecast,
    observations: [],
    estimation: null,
  };
  return { ...base, layer: 'tsunami', properties } as unknown as FeatureV1;
}

/** A river gauge at level = severity. */
export function sensor({ id, ...given }: { id: string } & Partial<SensorProperties>): FeatureV1 {
  const level = given.level ?? 0;
  return {
    ...warning({ id, severity: level as Severity }),
    layer: 'sensor',
    kind: 'sensor',
    geometry: { type: 'Point', coordinates: [138.2, 36.6] },
    properties: {
      type: 'sensor',
      sensorId: id,
      title: '大橋',
      agency: '例示県',
      sensorKind: 'water-level',
      owner: '例示県',
      unit: 'm',
      reference: 'stage',
      value: 1,
      quality: 'good',
      level,
      state: 'ok',
      suspicion: null,
      silentFrom: '2026-06-01T00:25:00.000Z',
      intervalSeconds: 600,
      thresholds: [],
      hysteresis: 0,
      recent: [],
      ...given,
    },
  } as FeatureV1;
}
