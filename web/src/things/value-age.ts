/**
 * A situation seen longer ago is shown as old: after six hours a shelter counts as not reported (shelters 8). Product decision for
 * every kind of thing.
 */
export const OLD_AFTER_MS = 6 * 3_600_000;

/** What does not change with the hours: old values of these are as good as new ones. */
const LASTING: ReadonlySet<string> = new Set(
  (
    'id citycode cityname address phoneno name namekana type division capacity height area multiple trucksize remarks ' +
    'kyoten workbedno roadname roadtype roadno startpoint endpoint josetu rivername riverkana seibiname wsystem leftright kp ' +
    'starttime endtime estendtime occurday occurtime publicflg'
  ).split(' '),
);

export function isLasting(attribute: string): boolean {
  return LASTING.has(attribute) || attribute.startsWith('designated_');
}

export function isOld(observedAt: string, nowMs: number): boolean {
  return nowMs - Date.parse(observedAt) > OLD_AFTER_MS;
}
