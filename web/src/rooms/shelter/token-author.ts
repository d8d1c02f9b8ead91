import type { ReportAuthor } from '@hinomi/contracts';

/** Whose token it is, as it says itself; the hub alone decides whether it is true. Null = it cannot be read. */
export function authorIn(token: string): ReportAuthor | null {
  try {
    const [, payload = ''] = token.split('.');
    const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (letter) =>
      letter.charCodeAt(0),
    );
    const { sub, name } = JSON.parse(new TextDecoder().decode(bytes)) as { sub?: unknown; name?: unknown };
    if (typeof sub !== 'string' || sub === '') return null;
    return { subject: sub, name: typeof name === 'string' && name !== '' ? name : sub };
  } catch {
    return null;
  }
}
