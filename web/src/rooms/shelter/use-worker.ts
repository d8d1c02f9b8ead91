import { useCallback, useEffect, useState } from 'react';

/** `never`: this connection allows no service worker. */
export type OfflineState = 'preparing' | 'ready' | 'never';

export interface WorkerView {
  offline: OfflineState;
  /** A newer version waits; it comes with this call, or by itself when the room is next opened afresh. */
  useNew: (() => void) | null;
}

const WORKER = '/shelter/sw.js';
/** A tablet that stays open for days still hears of a new version. */
const LOOK_EVERY_MS = 30 * 60_000;

/** Registers the worker and says whether the room would open with no network. It never reloads under a person's hands. */
export function useWorker(): WorkerView {
  const [offline, setOffline] = useState<OfflineState>('serviceWorker' in navigator ? 'preparing' : 'never');
  const [waiting, setWaiting] = useState<ServiceWorker | null>(null);

  useEffect(() => {
    if (!('serviceWorker' in navigator)) return;
    let open = true;
    let timer: ReturnType<typeof setInterval> | undefined;
    const watch = (registration: ServiceWorkerRegistration): void => {
      const look = (): void => {
        if (open) setWaiting(registration.active === null ? null : registration.waiting);
      };
      const follow = (): void => {
        registration.installing?.addEventListener('statechange', look);
      };
      look();
      follow();
      registration.addEventListener('updatefound', follow);
      // Out of reach there is no newer version to hear of.
      timer = setInterval(() => void registration.update().catch(() => undefined), LOOK_EVERY_MS);
    };
    navigator.serviceWorker.register(WORKER, { scope: '/shelter/' }).then(watch, () => {
      // Without a network the one that is installed serves on; without any, the page says that it is not ready.
      void navigator.serviceWorker.getRegistration('/shelter/').then((kept) => kept && watch(kept));
    });
    void navigator.serviceWorker.ready.then((registration) => {
      if (!open) return;
      setOffline('ready');
      registration.active?.postMessage('keep-fonts');
    });
    return () => {
      open = false;
      clearInterval(timer);
    };
  }, []);

  const useNew = useCallback(() => {
    navigator.serviceWorker.addEventListener('controllerchange', () => window.location.reload(), { once: true });
    waiting?.postMessage('use-now');
  }, [waiting]);
  return { offline, useNew: waiting === null ? null : useNew };
}
