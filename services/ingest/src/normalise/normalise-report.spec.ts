import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { EventId, HazardReportedV1, Instant, SourceId } from '@hinomi/contracts';
import { rsaKey, signXml } from '../trust/sign-xml.suite.js';
import type { PinnedKeys } from '../trust/pinned-keys.js';
import { normaliseReport } from './normalise-report.js';

const key = rsaKey();
const root = new URL('../../../../', import.meta.url).pathname;
const alert = readFileSync(`${root}libs/formats/fixtures/cap/alert_two-languages.xml`, 'utf8');
const read = (xml: string, pinned?: PinnedKeys) =>
  normaliseReport('cap', new TextEncoder().encode(xml), {
    source: { id: 'list' as SourceId, attribution: 'A', ...(pinned && { pinned }) },
    exercise: null,
    rawId: 'raw/list/1' as EventId,
    trace: 'trace',
    receivedAt: '2026-11-23T00:00:00.000Z' as Instant,
  }).events.map(({ data }) => data as HazardReportedV1);
const pinned = (required: boolean): PinnedKeys => ({
  keys: [{ key: key.publicKey, name: 'publisher.pem' }],
  required,
});

describe('normaliseReport, a CAP alert', () => {
  it.each([
    ['verified', signXml(alert, key), pinned(true)],
    ['unchecked', signXml(alert, key), undefined],
    [undefined, alert, pinned(false)],
    [undefined, alert, undefined],
  ] as const)('says that its signature is %s', (signature, xml, keys) => {
    expect(read(xml, keys)).toMatchObject([{ source: signature === undefined ? {} : { signature } }]);
    expect(read(xml, keys)[0]?.source.signature).toBe(signature);
    expect(read(xml, keys)[0]?.source.signedBy).toBe(signature === 'verified' ? 'publisher.pem' : undefined);
  });

  it('is the same statement, signed or not', () => {
    expect(read(signXml(alert, key), pinned(true))[0]?.statement).toEqual(read(alert)[0]?.statement);
  });

  it('refuses a wrong signature and a missing one', () => {
    const forged = signXml(alert, key).replace('Extreme', 'Minor');
    expect(() => read(forged, pinned(false))).toThrow(expect.objectContaining({ code: 'report.signature-invalid' }));
    expect(() => read(alert, pinned(true))).toThrow(expect.objectContaining({ code: 'report.signature-missing' }));
    expect(read(forged)[0]?.source.signature).toBe('unchecked');
  });

  it('refuses what cannot be read with its own place, before any signature', () => {
    const broken = alert.replace('<status>Actual</status>', '');
    expect(() => read(broken, pinned(true))).toThrow(
      expect.objectContaining({ code: 'report.invalid', place: expect.objectContaining({ path: '/alert/status' }) }),
    );
  });
});
