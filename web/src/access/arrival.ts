/** What a tab remembers while a person is away at the issuer. */
export interface SignInUnderWay {
  verifier: string;
  state: string;
  nonce: string;
  /** Path, query and fragment of where the person was. */
  returnTo: string;
}

export const UNDER_WAY = 'hinomi.sign-in';

/** The issuer's answer in the address, and what it answers. */
export interface Arrival {
  query: URLSearchParams;
  underWay: SignInUnderWay;
}

/**
 * Takes the issuer's answer out of the address, before anything else looks at it: a code must not stay in the history,
 * and a reload must not send it again. Null when there is none, or this tab asked for none.
 */
export function takeArrival(): Arrival | null {
  const query = new URLSearchParams(window.location.search);
  if (!query.has('state') || !(query.has('code') || query.has('error'))) return null;
  const underWay = takeUnderWay();
  window.history.replaceState(null, '', underWay === null ? '/' : localPath(underWay.returnTo));
  return underWay === null ? null : { query, underWay };
}

function takeUnderWay(): SignInUnderWay | null {
  try {
    const kept = sessionStorage.getItem(UNDER_WAY);
    sessionStorage.removeItem(UNDER_WAY);
    return kept === null ? null : (JSON.parse(kept) as SignInUnderWay);
  } catch {
    // Without storage there is nothing to come back to; the person can sign in once more.
    return null;
  }
}

/** Never a foreign address, whoever wrote into the storage. */
export function localPath(path: string): string {
  return /^\/(?![/\\])/.test(path) ? path : '/';
}
