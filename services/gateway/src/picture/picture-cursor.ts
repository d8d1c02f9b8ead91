import { REALMS, type Cursor, type Realm } from '@hinomi/contracts';

/** What a cursor says (delta rule D1); browsers compare the text only. */
export interface CursorParts {
  logId: string;
  realm: Realm;
  position: number;
  /** Key of the interest. */
  interest: string;
  /** Hash of the attributes that decide what may be seen. */
  attributes: string;
  policy: string;
}

export function encodeCursor({ logId, realm, position, interest, attributes, policy }: CursorParts): Cursor {
  const text = JSON.stringify([logId, realm, position, interest, attributes, policy]);
  return Buffer.from(text).toString('base64url') as Cursor;
}

/** `null` for a text that is not a cursor. */
export function decodeCursor(cursor: string): CursorParts | null {
  const parts = parsed(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (!Array.isArray(parts) || parts.length !== 6) return null;
  const [logId, realm, position, interest, attributes, policy] = parts as unknown[];
  if (![logId, interest, attributes, policy].every((part) => typeof part === 'string')) return null;
  if (!Number.isSafeInteger(position) || (position as number) < 0) return null;
  if (!REALMS.includes(realm as Realm)) return null;
  return { logId, realm, position, interest, attributes, policy } as CursorParts;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
