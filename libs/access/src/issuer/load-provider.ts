import type * as OidcProvider from 'oidc-provider';

type ProviderModule = typeof OidcProvider;

let loading: Promise<ProviderModule> | undefined;

/**
 * oidc-provider says on screen that it wants a newer Node; it is tested here with the one this hub needs, and nobody who
 * starts a hub can do anything about it, so that one line is kept back.
 */
export function loadProvider(): Promise<ProviderModule> {
  return (loading ??= withoutRuntimeWarning(() => import('oidc-provider')));
}

async function withoutRuntimeWarning<T>(work: () => Promise<T>): Promise<T> {
  const warn = console.warn;
  console.warn = (...words: unknown[]): void => {
    if (!String(words[0]).includes('Unsupported runtime')) warn(...words);
  };
  try {
    return await work();
  } finally {
    console.warn = warn;
  }
}
