import { useCallback, useState } from 'react';
import type { PaperFrame } from './paper-page.js';

const KEY = 'hinomi.paper';

/** What stands on every form of this headquarters, as this browser remembers it. */
export function usePaperSettings(): { settings: PaperFrame; change: (part: Partial<PaperFrame>) => void } {
  const [settings, setSettings] = useState(() => ({ hub: window.location.origin, fax: '', phone: '', ...readKept() }));
  const change = useCallback((part: Partial<PaperFrame>) => {
    setSettings((before) => {
      const next = { ...before, ...part };
      // The address of the hub is kept only where it is another than this page's.
      const { hub, ...numbers } = next;
      keep(hub === window.location.origin ? numbers : next);
      return next;
    });
  }, []);
  return { settings, change };
}

/** An address that a telephone can open: no path, no query. */
export function isHubAddress(text: string): boolean {
  return /^https?:\/\/[\w.-]+(:\d{1,5})?\/?$|^https?:\/\/\[[\da-f:]+\](:\d{1,5})?\/?$/i.test(text.trim());
}

/** It means whatever machine opens it. */
export function isLocalAddress(text: string): boolean {
  return /^https?:\/\/(localhost|127\.[\d.]+|\[::1\])(:|\/|$)/i.test(text.trim());
}

function readKept(): Partial<PaperFrame> {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Record<string, unknown>;
    return Object.fromEntries(Object.entries(kept).filter(([, value]) => typeof value === 'string'));
  } catch {
    // Barred, or not written by this page.
    return {};
  }
}

function keep(settings: Partial<PaperFrame>): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(settings));
  } catch {
    // Private windows may refuse; the settings then last as long as the page.
    return;
  }
}
