import { useEffect, useState } from 'react';
import type { DrawingEntry, DrawingId, RunId } from '@hinomi/contracts';
import type { HubApi } from '../../../access/hub-api.js';

/** Who drew what. `changed`: another text whenever something of the drawings did. */
export function useWhoDrew(api: HubApi, exercise: RunId | null, changed: string): ReadonlyMap<DrawingId, DrawingEntry> {
  const [entries, setEntries] = useState<ReadonlyMap<DrawingId, DrawingEntry>>(new Map());
  useEffect(() => {
    let open = true;
    api.get<DrawingEntry[]>(`/api/v1/drawings?exercise=${exercise ?? 'false'}`).then(
      (all) => {
        if (open) setEntries(new Map(all.map((entry) => [entry.drawingId, entry])));
      },
      // Out of reach: what is known stays, and the next change asks again.
      () => undefined,
    );
    return () => {
      open = false;
    };
  }, [api, exercise, changed]);
  return entries;
}
