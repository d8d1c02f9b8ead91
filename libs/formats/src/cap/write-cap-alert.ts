import { instantFromMillis, millisOf, type AlertResource, type Instant, type LngLat } from '@hinomi/contracts';
import { el, textEl, type Xml } from '../xml/write-xml.js';
import type { CapAlert, CapArea, CapInfo } from './cap-alert.js';

const CAP = 'urn:oasis:names:tc:emergency:cap:1.2';
const JST_MS = 9 * 3_600_000;

/** `2024-01-01T16:10:00+09:00`: CAP wants a numeric offset, no Z and no fraction. */
export function capTime(instant: Instant): string {
  return `${instantFromMillis(millisOf(instant) + JST_MS).slice(0, 19)}+09:00`;
}

/** `lat,lon` pairs with a space between, as CAP writes a closed ring of `[lng, lat]`. */
export function capPolygon(ring: readonly LngLat[]): string {
  return ring.map(capPoint).join(' ');
}

export function capPoint([lng, lat]: LngLat): string {
  return `${plain(lat)},${plain(lng)}`;
}

/** Whatever was read before is written as CAP 1.2, in the order of its schema; files that a message carried itself are left out. */
export function writeCapAlert(alert: CapAlert): string {
  const { identifier, sender, sent, status, msgType, source, scope, restriction, note } = alert;
  const references = alert.references.map((one) => `${one.sender},${one.identifier},${capTime(one.sent)}`);
  const root = el(
    'alert',
    [
      textEl('identifier', identifier),
      textEl('sender', sender),
      textEl('sent', capTime(sent)),
      textEl('status', status),
      textEl('msgType', msgType),
      optional('source', source),
      textEl('scope', scope),
      optional('restriction', restriction),
      optional('addresses', joined(alert.addresses)),
      ...alert.codes.map((code) => textEl('code', code)),
      optional('note', note),
      optional('references', references.join(' ')),
      optional('incidents', joined(alert.incidents)),
      ...alert.infos.map(infoOf),
    ],
    { xmlns: CAP },
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
}

function infoOf(info: CapInfo): Xml {
  return el('info', [
    textEl('language', info.language),
    ...info.categories.map((category) => textEl('category', category)),
    textEl('event', info.event),
    ...info.responseTypes.map((type) => textEl('responseType', type)),
    textEl('urgency', info.urgency),
    textEl('severity', info.severity),
    textEl('certainty', info.certainty),
    optional('audience', info.audience),
    ...info.eventCodes.map((code) => namedValue('eventCode', code)),
    optional('effective', timeOf(info.effective)),
    optional('onset', timeOf(info.onset)),
    optional('expires', timeOf(info.expires)),
    optional('senderName', info.senderName),
    optional('headline', info.headline),
    optional('description', info.description),
    optional('instruction', info.instruction),
    optional('web', info.web),
    optional('contact', info.contact),
    ...info.parameters.map((parameter) => namedValue('parameter', parameter)),
    ...info.resources.map(resourceOf),
    ...info.areas.map(areaOf),
  ]);
}

function resourceOf({ description, mimeType, sizeBytes, uri, digest }: AlertResource): Xml {
  return el('resource', [
    textEl('resourceDesc', description),
    textEl('mimeType', mimeType ?? 'application/octet-stream'),
    optional('size', sizeBytes === null ? null : plain(sizeBytes)),
    optional('uri', uri),
    optional('digest', digest),
  ]);
}

function areaOf(area: CapArea): Xml {
  return el('area', [
    textEl('areaDesc', area.description),
    ...area.rings.map((ring) => textEl('polygon', capPolygon(ring))),
    ...area.circles.map(({ center, radiusKm }) => textEl('circle', `${capPoint(center)} ${plain(radiusKm)}`)),
    ...area.geocodes.map((geocode) => namedValue('geocode', geocode)),
    optional('altitude', area.altitudeFeet === null ? null : plain(area.altitudeFeet)),
    optional('ceiling', area.ceilingFeet === null ? null : plain(area.ceilingFeet)),
  ]);
}

function namedValue(element: string, { valueName, value }: { valueName: string; value: string }): Xml {
  return el(element, [textEl('valueName', valueName), textEl('value', value)]);
}

function optional(name: string, text: string | null): Xml | null {
  return text === null || text === '' ? null : textEl(name, text);
}

function timeOf(instant: Instant | null): string | null {
  return instant === null ? null : capTime(instant);
}

/** Names side by side; those with a space of their own in quotes (CAP 1.2 section 3.2.1, `addresses`). */
function joined(names: readonly string[]): string {
  return names.map((name) => (/\s/.test(name) ? `"${name}"` : name)).join(' ');
}

/** Never `1e-7`, which CAP does not read. */
function plain(value: number): string {
  return value
    .toFixed(7)
    .replace(/\.?0+$/, '')
    .replace(/^-0$/, '0');
}
