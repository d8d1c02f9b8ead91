/** A tablet that stays open all day still shows what headquarters heard by telephone. */
const REFRESH_MS = 2 * 60_000;

/** Calls when the network or the person comes back, and now and then while somebody looks; the answer ends it. */
export function wakeUps(wake: () => void): () => void {
  const onVisible = (): void => {
    if (document.visibilityState === 'visible') wake();
  };
  const timer = setInterval(onVisible, REFRESH_MS);
  window.addEventListener('online', wake);
  document.addEventListener('visibilitychange', onVisible);
  return () => {
    clearInterval(timer);
    window.removeEventListener('online', wake);
    document.removeEventListener('visibilitychange', onVisible);
  };
}
