import type { StreamedSource } from '../sources/source.js';

/** What a message of a stream is by a look at it. `id`: by which a repeat is known; null when it has none. */
export type MessageLook = { looks: 'wanted'; id: string | null } | { looks: 'unwanted' } | { looks: 'wrong' };

/** What the source's entry asks for is handed on; the rest of what a stream says is not kept. */
export function decideMessage(source: Pick<StreamedSource, 'codes'>, message: unknown): MessageLook {
  if (message === null || typeof message !== 'object' || Array.isArray(message)) return { looks: 'wrong' };
  const { code, id, _id } = message as Record<string, unknown>;
  if (typeof code !== 'number') return { looks: 'wrong' };
  if (!source.codes.includes(code)) return { looks: 'unwanted' };
  const named = [id, _id].find((name) => typeof name === 'string' && name !== '');
  return { looks: 'wanted', id: (named as string | undefined) ?? null };
}
