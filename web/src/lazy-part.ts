import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

const AGAIN_MS = 2_000;

/** A part of the page that is fetched when it is first shown; while it cannot be, it is tried again, and the rest of the page stands. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- as React's own `lazy`
export function lazyPart<T extends ComponentType<any>>(load: () => Promise<{ default: T }>): LazyExoticComponent<T> {
  return lazy(() => fetched(load));
}

async function fetched<T>(load: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await load();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}
