import { createHash } from 'node:crypto';
import type { TrustOffer } from './trust-offer.js';

/**
 * The authority as a configuration profile of iPadOS, iOS and macOS (`com.apple.security.root`). Its identifiers follow from
 * the certificate, so that installing it twice replaces it.
 */
export function mobileconfig({ der, names, sha256 }: TrustOffer): string {
  const id = sha256.replaceAll(':', '').slice(0, 16).toLowerCase();
  const title = `Hinomi (${names[0] ?? 'hub'})`;
  const payload = {
    PayloadType: 'com.apple.security.root',
    PayloadVersion: 1,
    PayloadIdentifier: `hinomi.${id}.authority`,
    PayloadUUID: uuidOf(`${sha256} authority`),
    PayloadDisplayName: title,
    PayloadCertificateFileName: 'hinomi-authority.crt',
    PayloadContent: der,
  };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    `<plist version="1.0">${plist({
      PayloadType: 'Configuration',
      PayloadVersion: 1,
      PayloadIdentifier: `hinomi.${id}`,
      PayloadUUID: uuidOf(sha256),
      PayloadDisplayName: title,
      PayloadDescription: `Lets this device recognise the hub ${names.join(', ')}. SHA-256 ${sha256}`,
      PayloadOrganization: 'Hinomi',
      PayloadRemovalDisallowed: false,
      PayloadContent: [payload],
    })}</plist>`,
    '',
  ].join('\n');
}

type Plist = string | number | boolean | Buffer | readonly Plist[] | { readonly [key: string]: Plist };

function plist(value: Plist): string {
  if (typeof value === 'string') return `<string>${escaped(value)}</string>`;
  if (typeof value === 'number') return `<integer>${value}</integer>`;
  if (typeof value === 'boolean') return value ? '<true/>' : '<false/>';
  if (Buffer.isBuffer(value)) return `<data>${value.toString('base64')}</data>`;
  if (Array.isArray(value)) return `<array>${value.map(plist).join('')}</array>`;
  const entries = Object.entries(value as Readonly<Record<string, Plist>>);
  return `<dict>${entries.map(([key, each]) => `<key>${escaped(key)}</key>${plist(each)}`).join('\n')}</dict>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

/** A name-based UUID in the form of RFC 9562 version 8. */
function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  const variant = ((parseInt(hex[16] ?? '0', 16) & 0x3) | 0x8).toString(16);
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, variant + hex.slice(17, 20), hex.slice(20, 32)]
    .join('-')
    .toUpperCase();
}
