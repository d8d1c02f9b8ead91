import { useEffect, useState } from 'react';
import type { NamedCode } from '@hinomi/contracts';
import type { HubApi } from '../../../access/hub-api.js';

/** Those that the viewer may order in. */
export function useMunicipalities(api: HubApi, wanted: boolean): readonly NamedCode[] {
  const [known, setKnown] = useState<readonly NamedCode[]>([]);
  useEffect(() => {
    if (!wanted) return undefined;
    let open = true;
    api.get<NamedCode[]>('/api/v1/orders/municipalities').then(
      (told) => {
        if (open) setKnown(told);
      },
      // Without them the form cannot be filled in; the page says itself that the hub is out of reach.
      () => undefined,
    );
    return () => {
      open = false;
    };
  }, [api, wanted]);
  return known;
}
