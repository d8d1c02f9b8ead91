import type { FeatureId, ShelterEntry } from '@hinomi/contracts';

/** A shelter as the hub finds it. */
export function entry(id: string, name: string, over: Partial<ShelterEntry> = {}): ShelterEntry {
  return {
    id: id as FeatureId,
    name,
    nameKana: null,
    nationalId: null,
    address: null,
    municipality: '17202',
    lngLat: null,
    eststts: null,
    evacueeno: null,
    reportedAt: null,
    exercise: null,
    ...over,
  };
}
