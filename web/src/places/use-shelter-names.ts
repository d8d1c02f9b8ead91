import { useEffect, useState } from 'react';
import type { ShelterEntry } from '@hinomi/contracts';
import type { HubApi } from '../access/hub-api.js';

type Named = Pick<ShelterEntry, 'id' | 'name'>;
const NONE: readonly Named[] = [];

/**
 * Names of shelters by their ids. What was found has its name already; of the others the hub is asked once, and one that the picture
 * has no more is shown by its id.
 */
export function useShelterNames(
  api: HubApi,
  ids: readonly string[],
  found: readonly Named[] = NONE,
): (id: string) => string {
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  useEffect(() => {
    if (found.length > 0) setNames((known) => new Map([...known, ...found.map(({ id, name }) => [id, name] as const)]));
  }, [found]);
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
