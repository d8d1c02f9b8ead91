import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { HazardReportedV1, SignatureState } from '@hinomi/contracts';
import { alertReport, segment } from '@hinomi/testing';
import { deriveAlert } from './derive-alert.js';
import { feature, FLAT, stateOf } from './hazard-facts.suite.js';
import { SupersededAlerts } from './superseded-alerts.js';

const signed = (report: HazardReportedV1, signature?: SignatureState): HazardReportedV1 => ({
  ...report,
  order: { ...report.order, digest: `${report.order.digest}${signature ?? ''}` },
  source: { ...report.source, ...(signature && { signature }) },
});
const original = alertReport('a');
const cancel = alertReport('b', { msgType: 'Cancel', supersedes: ['a'] });

/** Whether the original is gone when these are known, in this order. */
function isGone(...reports: HazardReportedV1[]): boolean {
  const superseded = new SupersededAlerts();
  const byId = new Map<string, HazardReportedV1[]>();
  for (const report of reports) {
    byId.set(report.hazardId, [...(byId.get(report.hazardId) ?? []), report]);
    superseded.learn(stateOf(byId.get(report.hazardId) ?? []));
  }
  return superseded.has(stateOf(byId.get(original.hazardId) ?? []));
}

describe('SupersededAlerts', () => {
  it.each<[SignatureState | undefined, SignatureState | undefined, boolean]>([
    [undefined, undefined, true],
    ['unchecked', undefined, true],
    [undefined, 'verified', true],
    ['verified', 'verified', true],
    ['verified', 'unchecked', false],
    ['verified', undefined, false],
  ])('an alert that is %s, taken back by one that is %s, is gone: %p', (alert, message, gone) => {
    const reports = [signed(original, alert), signed(cancel, message)];
    expect(isGone(...reports)).toBe(gone);
    expect(isGone(...reports.reverse())).toBe(gone);
  });

  it('listens to the sender when others speak in its name as well, in any order', () => {
    const reports = [
      signed(original, 'verified'),
      signed(original),
      signed(cancel, 'unchecked'),
      signed(cancel, 'verified'),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(reports, { minLength: 4 }), (shuffled) => {
        expect(isGone(...shuffled)).toBe(true);
        expect(
          isGone(
            ...shuffled.filter(
              ({ source }, at) => source.signature !== 'verified' || shuffled[at]?.hazardId === original.hazardId,
            ),
          ),
        ).toBe(false);
      }),
    );
  });

  it('shows what the sender signed, whatever others say under the same name and time', () => {
    const forged = alertReport('a', { segments: [segment({ severity: 'Minor' })] });
    const real = signed(alertReport('a', { segments: [segment({ severity: 'Extreme' })] }), 'verified');
    for (const reports of [
      [forged, real],
      [real, forged],
    ]) {
      const shown = feature(deriveAlert(stateOf(reports), false, FLAT), 'cap:a');
      expect(shown.severity).toBe(5);
      expect(shown.sources).toMatchObject([{ signature: 'verified' }]);
    }
  });
});
