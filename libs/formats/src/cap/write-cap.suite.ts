import { FeatureV1, type LngLat } from '@hinomi/contracts';
import type { CapMessage } from './derive-cap.js';

type Over = Record<string, unknown>;

/** A warning over two municipalities, as the picture has it. */
export function warning(over: Over = {}, properties: Over = {}): FeatureV1 {
  return FeatureV1.parse({
    id: 'jma-warning:170000:landslide:49',
    layer: 'weather-warning',
    kind: 'hazard',
    geometry: null,
    area: {
      edition: 'jma-city@approx-1',
      codes: ['1720400', '1720500'],
      names: ['輪島市', '珠洲市'],
      approximate: true,
    },
    areaCodes: ['17', '17204', '17205'],
    severity: 4,
    alertLevel: null,
    levelEquivalent: 4,
    valid: { from: '2026-09-01T03:00:00.000Z', to: '2026-09-01T09:00:00.000Z' },
    observedAt: null,
    issuedAt: '2026-09-01T03:00:20.000Z',
    recordedAt: '2026-09-01T03:00:25.120Z',
    version: 1,
    properties: {
      type: 'weather-warning',
      hazardId: 'jma-warning:170000',
      main: true,
      title: '土砂災害危険警報',
      headline: '能登では、土砂災害に警戒してください。',
      text: '命に危険が及ぶ土砂災害が、いつ発生してもおかしくない状況です。',
      agency: '気象庁',
      telegram: 'VPWW56',
      kindOfWarning: { code: '49', name: '土砂災害危険警報' },
      forecastArea: { code: '170000', name: '石川県' },
      divisions: [],
      coastSections: [],
      additions: [],
      ...properties,
    },
    sources: [
      {
        source: 'jma-extra',
        agency: '気象庁',
        attribution: '出典：気象庁',
        subject: 'jma:VPWW56:170000',
        event: 'jma:VPWW56:170000/r1',
        issuedAt: '2026-09-01T03:00:20.000Z',
      },
    ],
    conflicts: [],
    label: { classification: 'public', jurisdiction: null },
    exercise: null,
    ...over,
  });
}

const ALERT_TEXT = {
  language: 'en-US',
  event: 'Flood Warning',
  senderName: 'Department of Meteorology',
  headline: 'Floods along the river',
  description: 'The river is above its banks.',
  instruction: 'Move to higher ground.',
  areaDescription: 'Lower basin',
};

/** An alert that came in as CAP. */
export function foreignAlert(over: Over = {}, properties: Over = {}): FeatureV1 {
  return warning(
    {
      id: 'cap:met.example:4711:0',
      layer: 'alert',
      area: null,
      areaCodes: [],
      levelEquivalent: null,
      severity: 3,
      geometry: { type: 'Polygon', coordinates: [SQUARE] },
      ...over,
    },
    {
      type: 'alert',
      hazardId: 'cap:met.example:4711',
      title: 'Flood Warning',
      sender: 'met.example',
      urgency: 'Future',
      severityAsGiven: 'Moderate',
      certainty: 'Possible',
      categories: ['Met'],
      responseTypes: ['Avoid'],
      texts: [ALERT_TEXT],
      web: null,
      geocodes: [{ valueName: 'EMMA_ID', value: 'PL805' }],
      ...properties,
    },
  );
}

/** A shelter with what a message must not tell. */
export function shelterThing(over: Over = {}): FeatureV1 {
  const seen = { observedAt: '2026-09-01T02:50:00.000Z', source: 'pref', agency: '見本県' };
  const shelter = warning(
    {
      id: 'sip4d:1b6f0a52/1',
      layer: 'shelter',
      kind: 'shelter',
      area: null,
      areaCodes: ['17', '17204'],
      severity: 1,
      levelEquivalent: null,
      geometry: { type: 'Point', coordinates: [136.9675, 37.0431] },
      valid: { from: '2026-09-01T03:00:00.000Z', to: null },
    },
    {},
  );
  return FeatureV1.parse({
    ...shelter,
    properties: {
      type: 'thing',
      theme: 'shelter',
      name: '見本小学校',
      nameKana: null,
      identifiers: [],
      attributes: { note: { value: '担当 山田太郎 090-0000-0000', ...seen }, evacueeno: { value: 12, ...seen } },
      aliases: [],
      oldestObservedAt: '2026-09-01T02:50:00.000Z',
    },
    ...over,
  });
}

export const SQUARE: LngLat[] = [
  [136.5, 37],
  [137, 37],
  [137, 37.5],
  [136.5, 37.5],
  [136.5, 37],
];

export function message(over: Partial<Record<keyof CapMessage, unknown>> = {}): CapMessage {
  return {
    hub: 'hub.example.jp',
    sender: 'bosai@example.jp',
    sent: '2026-09-01T03:00:30.500Z',
    references: [],
    expiresAfterMs: 6 * 3_600_000,
    ...over,
  } as CapMessage;
}
