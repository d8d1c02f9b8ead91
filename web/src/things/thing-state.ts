import { codeOf, numberOf, type ThingFeature } from './thing-feature.js';

/** `on`: open, in use, or happening · `off`: closed, not opened, over · `unknown`: nobody says, which is not "off". */
export type ThingState = 'on' | 'off' | 'unknown';

const OPENING: Readonly<Record<string, ThingState>> = {
  open: 'on',
  permanent: 'on',
  notopen: 'off',
  close: 'off',
  notaccept: 'off',
};

export function thingState(feature: ThingFeature): ThingState {
  switch (feature.properties.theme) {
    case 'shelter':
      return OPENING[codeOf(feature, 'eststts')] ?? 'unknown';
    case 'supply-base':
    case 'waste-site':
    case 'water-supply':
      return OPENING[codeOf(feature, 'estab')] ?? 'unknown';
    case 'road':
      if (isEnded(feature)) return 'off';
      return isSaid(codeOf(feature, 'passstts')) ? 'on' : 'unknown';
    case 'hospital':
      return isSaid(codeOf(feature, 'status')) ? 'on' : 'unknown';
    case 'water-outage':
    case 'power-outage':
    case 'gas-outage':
    case 'telephone-outage': {
      const households = numberOf(feature, 'houseno');
      if (isEnded(feature) || households === 0) return 'off';
      return households === null ? 'unknown' : 'on';
    }
    case 'landslide':
    case 'isolated-community':
    case 'fire':
      return isEnded(feature) ? 'off' : 'on';
    case 'evacuation-site':
    case 'flooded-area':
    case 'river-breach':
    case 'damage-count':
    case 'victim-certificate':
    case 'shelter-photo':
    case 'general':
      return 'on';
    case 'shelter-note':
      return feature.severity > 0 ? 'on' : 'off';
  }
}

export function isEnded({ properties }: ThingFeature): boolean {
  return (properties.attributes['endtime']?.value ?? null) !== null;
}

/**
 * Needs nobody's attention and is not in use: a hundred thousand closed shelters and designated sites stay out of the way, and can
 * be looked up.
 */
export function isQuiet(feature: ThingFeature): boolean {
  const isInUse = thingState(feature) === 'on' && feature.properties.theme !== 'evacuation-site';
  return feature.severity === 0 && !isInUse;
}

function isSaid(code: string): boolean {
  return code !== '' && code !== 'unknown';
}
