import { HubError, laterBy, type AlertText, type FeatureV1, type Instant } from '@hinomi/contracts';
import type { CapAlert, CapArea, CapInfo, CapMessageName } from './cap-alert.js';
import { capIdentifier, checkedSender, wholeSecond } from './cap-identifier.js';
import { assessmentOf, responsesOf } from './cap-mapping.js';
import { CAP_LAYERS, eventOf, SEVERITY_WORDS } from './cap-words.js';
import { deriveCapAreas, type ShapeOf } from './derive-cap-area.js';

/** What a message says beside the feature it is about. */
export interface CapMessage {
  /** Leads every identifier: a name of this hub that no other has, such as its host name. */
  hub: string;
  /** CAP's `sender`: an address or a name, without spaces and commas. */
  sender: string;
  /** Moved to the newest reference where that is later, as CAP demands. */
  sent: Instant;
  /** Earlier messages about the same feature that are still in force: without any, this is the first. */
  references: readonly CapMessageName[];
  /** The feature was removed or lifted: the message voids what it references. */
  isOver?: boolean;
  /** For how long it holds where the feature does not say, since `sent`. */
  expiresAfterMs: number;
  shapeOf?: ShapeOf;
}

const LANGUAGES = ['ja-JP', 'en-US'] as const;
type Language = (typeof LANGUAGES)[number];

/** Whom a message is for that not everybody may see. */
const RESTRICTION = { responders: '災害対応機関限り', headquarters: '災害対策本部限り' } as const;

/**
 * One feature of the picture as a CAP 1.2 message (CAP 1.2 section 3.2, interop 8), in Japanese and English. Says only what stands in the feature:
 * of things on the ground their kind and name, never their attributes.
 *
 * Errors: `request.invalid` for a sender that CAP does not allow, or a Cancel of nothing.
 */
export function deriveCap(feature: FeatureV1, message: CapMessage): CapAlert {
  const { hub, sender, isOver = false } = message;
  const identifier = capIdentifier(hub, feature, isOver);
  const references = message.references
    .filter((one) => one.sender !== sender || one.identifier !== identifier)
    .map((one) => ({ ...one, sent: wholeSecond(one.sent) }));
  // A message is never older than what it is about, or readers would leave the reference out.
  const sent = [wholeSecond(message.sent), ...references.map((one) => one.sent)].reduce((a, b) => (a > b ? a : b));
  const { classification } = feature.label;
  const isOpen = classification === 'public' || classification === 'public-view';
  if (isOver && references.length === 0) {
    throw new HubError('request.invalid', 'a CAP message that cancels must say what', {
      place: { path: '/references' },
    });
  }
  return {
    version: '1.2',
    sender: checkedSender(sender),
    identifier,
    sent,
    status: feature.exercise !== null ? 'Exercise' : 'Actual',
    msgType: isOver ? 'Cancel' : references.length > 0 ? 'Update' : 'Alert',
    scope: isOpen ? 'Public' : 'Restricted',
    source: null,
    restriction: isOpen ? null : (restrictionOf(feature) ?? RESTRICTION[classification]),
    addresses: [],
    codes: [],
    incidents: [],
    // Where CAP wants the name of the exercise (section 3.2.1, `status`).
    note: feature.exercise === null ? null : `訓練 EXERCISE ${feature.exercise}`,
    references,
    infos: infosOf(feature, { ...message, sent }),
  };
}

/** RFC 3066: case does not count. */
function primary(language: string): string {
  return language.slice(0, 2).toLowerCase();
}

function isJapanese(language: string): boolean {
  return primary(language) === 'ja';
}

function restrictionOf({ properties }: FeatureV1): string | undefined {
  return properties.type === 'alert' ? properties.restriction : undefined;
}

function infosOf(feature: FeatureV1, message: CapMessage): CapInfo[] {
  const { properties } = feature;
  const given = properties.type === 'alert' ? properties.texts : [];
  const missing = LANGUAGES.filter((language) => !given.some((text) => primary(text.language) === primary(language)));
  return [
    ...given.map((text) => infoOf(feature, message, text)),
    ...missing.map((language) => infoOf(feature, message, ownText(feature, language))),
  ];
}

function infoOf(feature: FeatureV1, message: CapMessage, text: AlertText): CapInfo {
  const { properties, valid, issuedAt, layer } = feature;
  const { isOver = false } = message;
  const alert = properties.type === 'alert' ? properties : null;
  const given = alert?.categories ?? [];
  return {
    language: text.language,
    categories: given.length > 0 ? given : [CAP_LAYERS[layer].category],
    event: text.event || eventOf(feature)[isJapanese(text.language) ? 'ja' : 'en'],
    responseTypes: isOver ? ['AllClear'] : responsesOf(feature),
    ...assessmentOf(feature),
    ...(isOver ? { urgency: 'Past' as const } : {}),
    effective: wholeSecond(issuedAt),
    onset: wholeSecond(valid.from),
    // Readers drop what has expired, also a Cancel.
    expires: valid.to === null || isOver ? laterBy(message.sent, message.expiresAfterMs) : wholeSecond(valid.to),
    senderName: text.senderName,
    headline: marked(text.headline, feature, text.language),
    description: text.description,
    instruction: isOver ? null : text.instruction,
    web: alert?.web ?? null,
    audience: text.audience ?? null,
    contact: text.contact ?? null,
    eventCodes: alert?.eventCodes ?? eventCodesOf(feature),
    parameters: [...(alert?.parameters ?? []), ...parametersOf(feature)],
    resources: text.resources ?? [],
    areas: areasOf(feature, text, message.shapeOf),
  };
}

/** What the hub says itself: the agency's words are Japanese, so the other language has the event, how severe it is, and the places. */
function ownText(feature: FeatureV1, language: Language): AlertText {
  const { properties, kind, sources } = feature;
  const event = eventOf(feature);
  const inJapanese = isJapanese(language);
  const hasWords = kind === 'hazard' && 'headline' in properties && properties.type !== 'alert';
  const words = hasWords && inJapanese ? properties : null;
  const name = 'name' in properties && kind !== 'hazard' ? properties.name : null;
  const agencies = [...new Set(sources.map(({ agency }) => agency).filter((agency) => agency !== ''))];
  const text = inJapanese ? event.ja : event.en;
  return {
    language,
    event: text,
    senderName: agencies.join(inJapanese ? '、' : ', ') || null,
    headline:
      words?.headline || words?.title || [text, levelWords(feature, inJapanese), name].filter(Boolean).join(' '),
    description: words?.text || words?.headline || null,
    instruction: null,
    areaDescription: '',
  };
}

function levelWords({ alertLevel, levelEquivalent, severity }: FeatureV1, inJapanese: boolean): string {
  if (alertLevel !== null) return inJapanese ? `警戒レベル${alertLevel}` : `(alert level ${alertLevel})`;
  if (levelEquivalent !== null) {
    return inJapanese ? `警戒レベル${levelEquivalent}相当` : `(equivalent to alert level ${levelEquivalent})`;
  }
  const words = SEVERITY_WORDS[severity];
  return inJapanese ? `（${words?.ja ?? ''}）` : `(${words?.en ?? ''})`;
}

/** Readers show headlines alone, and `status` is often not seen (sip4d 13). */
function marked(headline: string | null, { exercise }: FeatureV1, language: string): string | null {
  if (exercise === null) return headline;
  return `${isJapanese(language) ? '【訓練】' : 'EXERCISE: '}${headline ?? ''}`.trim();
}

function eventCodesOf({ properties }: FeatureV1): CapInfo['eventCodes'] {
  if (!('kindOfWarning' in properties)) return [];
  return [{ valueName: 'jma-kind', value: properties.kindOfWarning.code }];
}

/** What CAP has no element for. 相当 is never an order, so the two levels have names of their own. */
function parametersOf({ id, layer, severity, alertLevel, levelEquivalent }: FeatureV1): CapInfo['parameters'] {
  return [
    { valueName: 'hinomi-feature', value: id },
    { valueName: 'hinomi-layer', value: layer },
    { valueName: 'hinomi-severity', value: String(severity) },
    ...(alertLevel === null ? [] : [{ valueName: 'alert-level', value: String(alertLevel) }]),
    ...(levelEquivalent === null ? [] : [{ valueName: 'alert-level-equivalent', value: String(levelEquivalent) }]),
  ];
}

function areasOf(feature: FeatureV1, text: AlertText, shapeOf: ShapeOf | undefined): CapArea[] {
  const { properties, area } = feature;
  const areas = deriveCapAreas(feature, text.areaDescription || placeOf(feature, text), shapeOf);
  if (properties.type !== 'alert') return areas;
  if (properties.geocodes.length === 0 && properties.heights === undefined) return areas;
  // The sender's own codes are of the whole, whatever areas the hub made of them.
  const own =
    areas.length > 0 && area === null ? areas : [...areas, bare(text.areaDescription || placeOf(feature, text))];
  return own.map((one, index) =>
    index === own.length - 1 ? { ...one, geocodes: [...one.geocodes, ...properties.geocodes] } : one,
  );
}

function bare(description: string): CapArea {
  return { description, rings: [], circles: [], geocodes: [], altitudeFeet: null, ceilingFeet: null };
}

/** What a geometry is called, which CAP must have: the place if the feature names one, else the event. */
function placeOf(feature: FeatureV1, { language }: AlertText): string {
  const { properties, area, kind } = feature;
  const named =
    properties.type === 'evacuation-order'
      ? `${properties.municipality.name}${properties.districts === '' ? '' : ` ${properties.districts}`}`
      : 'hypocentre' in properties
        ? properties.hypocentre?.name
        : 'name' in properties && kind !== 'hazard'
          ? properties.name
          : undefined;
  const event = eventOf(feature)[isJapanese(language) ? 'ja' : 'en'];
  return named || (area?.names ?? []).join('、') || event;
}
