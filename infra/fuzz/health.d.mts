/** `[what, format, bytes, outcome]`: documents as nobody should send them, and whether they must be refused. */
export const HOSTILE_RECORDS: readonly [
  what: string,
  format: 'fhir-json' | 'jahis-notebook' | 'stated',
  bytes: Buffer,
  outcome: 'refused' | 'read' | 'either',
][];
export const WRONG_VALUES: readonly unknown[];
/** Puts something else at one place of a JSON document; bytes that are none stay. */
export function harmShape(
  bytes: Buffer,
  change: { at: number; put: unknown; as: 'put' | 'remove' | 'within' | 'list' | 'text' },
): Buffer;
/** A notebook as codes that were cut anywhere, in another order. */
export function splitNotebook(bytes: Buffer, how: { cuts: readonly number[]; turn: number }): Buffer[];
