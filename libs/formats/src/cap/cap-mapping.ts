import type { FeatureV1, Layer, Severity } from '@hinomi/contracts';
import type { CapInfo } from './cap-alert.js';

type Assessment = Pick<CapInfo, 'severity' | 'urgency' | 'certainty'>;
type BySeverity<T> = Readonly<Record<Severity, T>>;

/**
 * 警戒レベル, and where there is none the hub's severity, as CAP's severity (interop 8: 5 Extreme, 4 Severe, 3 Moderate, 2 Minor; 大津波警報 is
 * severity 5). Information is Minor too: CAP's word for "minimal to no known threat".
 */
export const CAP_SEVERITY_OF: BySeverity<CapInfo['severity']> = {
  5: 'Extreme',
  4: 'Severe',
  3: 'Moderate',
  2: 'Minor',
  1: 'Minor',
  0: 'Minor',
};

/** How soon to act (CAP 1.2 section 3.2.2): at once, within the hour, in the near future. The hub's decision. */
export const CAP_URGENCY_OF: BySeverity<CapInfo['urgency']> = {
  5: 'Immediate',
  4: 'Immediate',
  3: 'Expected',
  2: 'Future',
  1: 'Unknown',
  0: 'Unknown',
};

/** What is warned of is likely, what is advised of is possible. The hub's decision. */
export const CAP_CERTAINTY_OF: BySeverity<CapInfo['certainty']> = {
  5: 'Likely',
  4: 'Likely',
  3: 'Likely',
  2: 'Possible',
  1: 'Unknown',
  0: 'Unknown',
};

/** Layers that tell of what is there. */
const OBSERVED: ReadonlySet<Layer> = new Set([
  ...(['earthquake', 'gdacs', 'typhoon', 'shelter', 'facility', 'resource', 'road'] as const),
  ...(['lifeline', 'report', 'sensor', 'need'] as const),
]);

type Response = 'Evacuate' | 'Prepare' | 'Monitor' | 'Shelter' | 'Avoid';

/** interop 8: Evacuate for levels 4 and 5, Prepare for 3, Monitor for 2. */
export const CAP_RESPONSE_OF_LEVEL: BySeverity<Response> = {
  5: 'Evacuate',
  4: 'Evacuate',
  3: 'Prepare',
  2: 'Monitor',
  1: 'Monitor',
  0: 'Monitor',
};

/**
 * Where there is no 警戒レベル. Of a tsunami 警報 and 大津波警報 say to go up, 注意報 to leave the sea and the coast; a volcano's levels 5 to 2
 * say 避難, 高齢者等避難, 入山規制 and 火口周辺規制 (JMA); of seconds before shaking only cover is left. What has happened or has no
 * such rule is to be watched, and prepared for from a warning on. The hub's decision.
 */
export const CAP_RESPONSE_OF_LAYER: Readonly<Partial<Record<Layer, BySeverity<Response>>>> = {
  tsunami: { 5: 'Evacuate', 4: 'Evacuate', 3: 'Avoid', 2: 'Monitor', 1: 'Monitor', 0: 'Monitor' },
  volcano: { 5: 'Evacuate', 4: 'Prepare', 3: 'Avoid', 2: 'Avoid', 1: 'Monitor', 0: 'Monitor' },
  eew: { 5: 'Shelter', 4: 'Shelter', 3: 'Monitor', 2: 'Monitor', 1: 'Monitor', 0: 'Monitor' },
  ...Object.fromEntries(
    (['weather-warning', 'legacy-warning', 'river-flood', 'prompt-report', 'nankai'] as const).map((layer) => [
      layer,
      { 5: 'Prepare', 4: 'Prepare', 3: 'Prepare', 2: 'Monitor', 1: 'Monitor', 0: 'Monitor' },
    ]),
  ),
};

type Levelled = Pick<FeatureV1, 'layer' | 'severity' | 'alertLevel' | 'levelEquivalent' | 'properties'>;

/** Urgency, severity and certainty: kept as given where the source was CAP, else by the tables above. */
export function assessmentOf(feature: Levelled): Assessment {
  const { layer, severity, properties } = feature;
  if (properties.type === 'alert') {
    const { urgency, severityAsGiven, certainty } = properties;
    return { urgency, severity: severityAsGiven, certainty };
  }
  const step = levelOf(feature) ?? severity;
  return {
    urgency: CAP_URGENCY_OF[step],
    severity: CAP_SEVERITY_OF[step],
    certainty: OBSERVED.has(layer) ? 'Observed' : CAP_CERTAINTY_OF[step],
  };
}

/** What people are to do; an alert's own words where the source was CAP. */
export function responsesOf(feature: Levelled): string[] {
  const { layer, severity, properties } = feature;
  if (properties.type === 'alert') return properties.responseTypes;
  const level = levelOf(feature);
  if (level !== null) return [CAP_RESPONSE_OF_LEVEL[level]];
  return [CAP_RESPONSE_OF_LAYER[layer]?.[severity] ?? 'Monitor'];
}

/** An order's level before JMA's 相当: a municipality has decided. */
function levelOf({ alertLevel, levelEquivalent }: Levelled): Severity | null {
  return (alertLevel ?? levelEquivalent) as Severity | null;
}
