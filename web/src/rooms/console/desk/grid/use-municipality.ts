import { useEffect, useState } from 'react';
import type { ShelterEntry } from '@hinomi/contracts';
import type { HubApi } from '../../../../access/hub-api.js';
import type { ShelterApi } from '../../../shelter/shelter-api.js';

/** JIS codes of the municipalities that have shelters; null until the hub has answered. */
export function useMunicipalities(api: HubApi, exercise: boolean): readonly string[] | null {
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  useEffect(() => {
    let open = true;
    api.rollups({ by: 'municipality', exercise: String(exercise) }).then(
      ({ units }) => {
        if (open) setCodes(units.filter(({ shelters }) => shelters > 0).map(({ code }) => code));
      },
      // Where the hub cannot say, there is nothing to choose from.
      () => open && setCodes([]),
    );
    return () => {
      open = false;
    };
  }, [api, exercise]);
  return codes;
}

export type MunicipalShelters = { state: 'none' | 'asking' | 'failed' } | { state: 'known'; shelters: ShelterEntry[] };

/** Every shelter of one municipality; `code` empty = none is chosen. */
export function useSheltersOf(api: ShelterApi, code: string, exercise: boolean): MunicipalShelters {
  const [found, setFound] = useState<{ of: string; result: MunicipalShelters }>({ of: '', result: { state: 'none' } });
  useEffect(() => {
    if (code === '') return undefined;
    let open = true;
    api.within(code, exercise).then(
      (shelters) => open && setFound({ of: code, result: { state: 'known', shelters } }),
      () => open && setFound({ of: code, result: { state: 'failed' } }),
    );
    return () => {
      open = false;
    };
  }, [api, code, exercise]);
  if (code === '') return { state: 'none' };
  return found.of === code ? found.result : { state: 'asking' };
}
