/** What an address brings into the room. The part after `#` never leaves the device. */
export type RoomArrival = { kind: 'enrol'; code: string } | { kind: 'reports'; code: string };

const ENROL = /^#enrol=([A-Za-z0-9-]{1,60})$/;
const REPORTS = /^#report=([A-Za-z0-9_-]+)$/;

export function arrivalIn(hash: string): RoomArrival | null {
  const [, code] = ENROL.exec(hash) ?? [];
  if (code !== undefined) return { kind: 'enrol', code };
  const [, reports] = REPORTS.exec(hash) ?? [];
  return reports === undefined ? null : { kind: 'reports', code: reports };
}
