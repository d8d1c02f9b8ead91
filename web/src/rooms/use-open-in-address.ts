import { useCallback, useEffect, useState } from 'react';

/**
 * Which of a room's things is open, by the address (`#room=thing`): a reload opens it again, and the browser's own way back closes it.
 *
 * @param pattern what the hash is while one is open, with the thing as its first group; made once
 */
export function useOpenInAddress(room: string, pattern: RegExp): [string | null, (opened: string | null) => void] {
  const openedNow = useCallback(() => pattern.exec(window.location.hash)?.[1] ?? null, [pattern]);
  const [opened, setOpened] = useState(openedNow);
  useEffect(() => {
    const onHash = (): void => setOpened(openedNow());
    window.addEventListener('popstate', onHash);
    window.addEventListener('hashchange', onHash);
    return () => {
      window.removeEventListener('popstate', onHash);
      window.removeEventListener('hashchange', onHash);
    };
  }, [openedNow]);
  const open = useCallback(
    (next: string | null) => {
      window.history.pushState(null, '', next === null ? `#${room}` : `#${room}=${next}`);
      setOpened(next);
    },
    [room],
  );
  return [opened, open];
}
