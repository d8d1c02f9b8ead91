/** `offset`: of the byte that is wrong. */
export type StrippedPicture =
  | { outcome: 'stripped'; bytes: Uint8Array; width: number; height: number }
  | { outcome: 'refused'; detail: string; offset: number };

/** A small file may claim to be a huge picture, to fill the memory of whoever opens it. */
export const MOST_PIXELS = 40_000_000;

/** Parts one after the other. */
export function joined(parts: readonly ArrayLike<number>[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
