import type { DeliveryChannel, DeliveryFormat, InterestV1, Layer, Severity } from '@hinomi/contracts';
import { boxOf, NO_AREA, ringOf, type AreaSketch } from './area-sketch.js';

export const AREA_KINDS = ['everywhere', 'municipalities', 'drawn'] as const;
export type AreaKind = (typeof AREA_KINDS)[number];

/** What people choose from; another hub makes its subscription by itself. */
export type WishChannel = Exclude<DeliveryChannel['type'], 'facts'>;

/** What somebody has filled in so far. */
export interface WishDraft {
  organisation: string;
  purpose: string;
  contact: string;
  /** Null = all, also those that come later. */
  layers: readonly Layer[] | null;
  minSeverity: Severity;
  area: AreaKind;
  /** JIS codes. */
  codes: readonly string[];
  sketch: AreaSketch;
  exercise: boolean;
  channel: WishChannel;
  url: string;
  batch: string;
  format: DeliveryFormat;
  /** A day in Japan, through its end; empty = none. */
  until: string;
}

export function newDraft(organisation: string): WishDraft {
  return {
    ...{ organisation, purpose: '', contact: '' },
    ...{ layers: null, minSeverity: 0, area: 'everywhere', codes: [], sketch: NO_AREA, exercise: false },
    ...{ channel: 'pull', url: '', batch: '1', format: 'cloudevents', until: '' },
  };
}

/** A field of the form, as problems name it. */
export type WishField =
  | 'organisation'
  | 'purpose'
  | 'contact'
  | 'layers'
  | 'severity'
  | 'area'
  | 'channel'
  | 'url'
  | 'batch'
  | 'format'
  | 'until';

const ANSWERED_BY: Partial<Record<keyof WishDraft, readonly WishField[]>> = {
  ...{ organisation: ['organisation'], purpose: ['purpose'], contact: ['contact'], layers: ['layers'] },
  ...{ minSeverity: ['severity'], area: ['area'], codes: ['area'], sketch: ['area'] },
  ...{ channel: ['channel', 'url', 'batch'], url: ['url'], batch: ['batch'], format: ['format'], until: ['until'] },
};

/** What may no longer be said to be wrong once these were changed. */
export function answeredBy(part: Partial<WishDraft>): readonly string[] {
  return (Object.keys(part) as (keyof WishDraft)[]).flatMap((name) => ANSWERED_BY[name] ?? []);
}

/** The interest as it is filled in; null while the area is not whole, or no layer is chosen. */
export function interestOf({ layers, minSeverity, area, codes, sketch, exercise }: WishDraft): InterestV1 | null {
  const common: InterestV1 = {
    exercise,
    ...(layers !== null && { layers: [...layers] }),
    ...(minSeverity > 0 && { minSeverity }),
  };
  if (layers?.length === 0) return null;
  if (area === 'everywhere') return common;
  if (area === 'municipalities') return codes.length === 0 ? null : { ...common, area: { codes: [...codes] } };
  const [bbox, ring] = [boxOf(sketch), ringOf(sketch)];
  if (bbox !== null) return { ...common, bbox };
  return ring === null ? null : { ...common, area: { polygon: { type: 'Polygon', coordinates: [ring] } } };
}

/** What is still to be filled in. */
export function missingIn(draft: WishDraft): WishField[] {
  const texts = (['organisation', 'purpose', 'contact'] as const).filter((name) => draft[name].trim() === '');
  const noLayer = draft.layers?.length === 0;
  return [
    ...texts,
    ...(noLayer ? (['layers'] as const) : []),
    ...(!noLayer && interestOf(draft) === null ? (['area'] as const) : []),
    ...(draft.channel === 'webhook' && draft.url.trim() === '' ? (['url'] as const) : []),
  ];
}

/** The body of `POST /api/v1/subscriptions`, judged by the hub. */
export function wishOf(draft: WishDraft): object {
  const { organisation, purpose, contact, channel, url, batch, format, until } = draft;
  const isNumber = /^\d{1,9}$/.test(batch.trim());
  return {
    interest: interestOf(draft),
    owner: { organisation, purpose, contact },
    channel:
      channel !== 'webhook'
        ? { type: channel }
        : { type: 'webhook', url: url.trim(), batch: isNumber ? +batch : batch },
    format,
    expiresAt: until === '' ? null : endOfDay(until),
  };
}

/** Midnight in Japan after that day. */
function endOfDay(day: string): string {
  const millis = Date.parse(`${day}T23:59:59.999+09:00`);
  return Number.isNaN(millis) ? day : new Date(millis).toISOString();
}

const FIELDS: readonly [pointer: string, field: WishField][] = [
  ['/owner/organisation', 'organisation'],
  ['/owner/purpose', 'purpose'],
  ['/owner/contact', 'contact'],
  ['/interest/layers', 'layers'],
  ['/interest/minSeverity', 'severity'],
  ['/interest', 'area'],
  ['/channel/type', 'channel'],
  ['/channel/batch', 'batch'],
  ['/channel', 'url'],
  ['/format', 'format'],
  ['/expiresAt', 'until'],
];

/** Where the form has what a JSON pointer of the hub names; null = nowhere. */
export function fieldAt(pointer: string | null): WishField | null {
  if (pointer === null) return null;
  return FIELDS.find(([start]) => pointer === start || pointer.startsWith(`${start}/`))?.[1] ?? null;
}
