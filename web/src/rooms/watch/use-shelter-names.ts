import { useEffect, useState } from 'react';
import type { ShelterEntry } from '@hinomi/contracts';
import type { HubApi } from '../../access/hub-api.js';

/** Names of shelters by their ids; each is asked for once, and one that the picture has no more is shown by its id. */
export function useShelterNames(api: HubApi, ids: readonly string[]): (id: string) => string {
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  const unknown = ids.find((id) => !names.has(id));
  useEffect(() => {
    if (unknown === undefined) return;
    let open = true;
    const put = (name: string): void => {
      if (open) setNames((known) => new Map([...known, [unknown, name]]));
    };
    api.get<ShelterEntry>(`/api/v1/shelters/${encodeURIComponent(unknown)}`).then(
      ({ name }) => put(name),
      () => put(unknown),
    );
    return () => {
      open = false;
    };
  }, [api, unknown]);
  return (id) => names.get(id) ?? id;
}
