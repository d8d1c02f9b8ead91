import { useCallback, useEffect, useMemo, useState } from 'react';
import { CarePurpose, type FeatureId, type ShelterEntry } from '@hinomi/contracts';
import { CareRefusal, type CareApi, type CarePlace } from './care-api.js';

/** As much of a shelter as the room shows. */
export type WorkPlace = Pick<ShelterEntry, 'id' | 'name' | 'municipality' | 'exercise'>;

export interface PlaceChoice {
  shelter: WorkPlace | null;
  purpose: CarePurpose | null;
  /** Of the shelter in the address, which the hub does not know. */
  missing: boolean;
  /** Null until both are said. */
  chosen: CarePlace | null;
  choose: (shelter: WorkPlace, purpose: CarePurpose) => void;
  setPurpose: (purpose: CarePurpose) => void;
  leave: () => void;
}

/** Where one works and what for, in the address alone: a reload and a sign-in come back to it. It says nothing of anybody. */
export function usePlace(api: CareApi | null, mayAsk: boolean): PlaceChoice {
  const [asked, setAsked] = useState(fromHash);
  const [shelter, setShelter] = useState<WorkPlace | null>(null);
  const [missing, setMissing] = useState(false);
  const { purpose } = asked;
  const id = asked.shelter;

  useEffect(() => {
    if (api === null || !mayAsk || id === null || shelter?.id === id) return;
    let open = true;
    api.shelter(id).then(
      (found) => open && setShelter(found),
      (problem: unknown) => open && setMissing(problem instanceof CareRefusal),
    );
    return () => {
      open = false;
    };
  }, [api, mayAsk, id, shelter]);

  const put = useCallback((nextShelter: FeatureId | null, nextPurpose: CarePurpose | null) => {
    const parts = { ...(nextShelter && { shelter: nextShelter }), ...(nextPurpose && { purpose: nextPurpose }) };
    const hash = new URLSearchParams(parts).toString();
    window.history.replaceState(null, '', hash === '' ? window.location.pathname : `#${hash}`);
    setAsked({ shelter: nextShelter, purpose: nextPurpose });
    setMissing(false);
  }, []);
  const choose = useCallback(
    (next: WorkPlace, nextPurpose: CarePurpose) => {
      setShelter(next);
      put(next.id, nextPurpose);
    },
    [put],
  );
  const setPurpose = useCallback((next: CarePurpose) => put(id, next), [id, put]);
  const leave = useCallback(() => {
    setShelter(null);
    put(null, purpose);
  }, [purpose, put]);
  const known = shelter !== null && shelter.id === id ? shelter : null;
  const chosen = useMemo(
    () => (known === null || purpose === null ? null : { shelter: known.id, purpose }),
    [known, purpose],
  );
  return { shelter: known, purpose, missing, chosen, choose, setPurpose, leave };
}

function fromHash(): { shelter: FeatureId | null; purpose: CarePurpose | null } {
  const parts = new URLSearchParams(window.location.hash.slice(1));
  const purpose = CarePurpose.safeParse(parts.get('purpose'));
  return { shelter: parts.get('shelter') as FeatureId | null, purpose: purpose.success ? purpose.data : null };
}
