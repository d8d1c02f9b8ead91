import type { ShelterReport } from '@hinomi/contracts';
import { kept, type KeptReport } from './queue-decisions.js';

export const DEVICE = '01K00000000000000000000000';
export const OTHER_DEVICE = '01K00000000000000000000001';

/** A valid id, the same for the same number. */
export const reportIdOf = (count: number, device = DEVICE): string =>
  `01K1${device.slice(-1)}${String(count).padStart(21, '0')}`;

/** A report of a device: its `count`th, written so many minutes after noon. */
export function reportOf(count: number, over: Partial<Record<keyof ShelterReport, unknown>> = {}): ShelterReport {
  const at = new Date(Date.UTC(2026, 0, 1, 12, count)).toISOString();
  const device = (over.device as string | undefined) ?? DEVICE;
  return {
    reportId: reportIdOf(count, device),
    device,
    counter: count,
    shelter: 'thing:shelter:a',
    by: 'tablet',
    toldBy: null,
    observedAt: at,
    writtenAt: at,
    attributes: { evacueeno: { value: count, observedAt: at } },
    confirmed: [],
    ...over,
  } as unknown as ShelterReport;
}

export function entryOf(count: number, over: Partial<KeptReport> = {}, report: object = {}): KeptReport {
  return { ...kept(reportOf(count, report)), ...over };
}
