import { useEffect, useState } from 'react';
import type { Me, Role } from '@hinomi/contracts';
import type { HubApi } from './hub-api.js';

/** Roles and agencies change; a minute is soon enough to notice. */
const EVERY_MS = 60_000;
const RETRY_MS = 5_000;

/** Who the page's token stands for; what was known stays while the hub is out of reach. */
export interface KnownMe {
  role: Role | null;
  me: Me | null;
}

/** `demoRole`: the role is known before the hub has answered. */
export function useMe(api: HubApi | null, demoRole: Role | null): KnownMe {
  const [known, setKnown] = useState<{ api: HubApi; me: Me } | null>(null);
  useEffect(() => {
    if (api === null) return;
    let open = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = (): void => {
      api.me().then(
        (me) => {
          if (!open) return;
          setKnown((before) =>
            before?.api === api && JSON.stringify(before.me) === JSON.stringify(me) ? before : { api, me },
          );
          timer = setTimeout(ask, EVERY_MS);
        },
        () => {
          if (open) timer = setTimeout(ask, RETRY_MS);
        },
      );
    };
    ask();
    return () => {
      open = false;
      clearTimeout(timer);
    };
  }, [api]);
  const me = known !== null && known.api === api ? known.me : null;
  return { me, role: me?.role ?? demoRole };
}
