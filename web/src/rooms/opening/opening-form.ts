import type { Instant, LngLat, OpenShelterRequest } from '@hinomi/contracts';

export const KINDS = ['provisional', 'self-run', 'at-home', 'in-cars'] as const;
export type PlaceKind = (typeof KINDS)[number];

/** What stands in the form. */
export interface OpeningForm {
  /** Stays through every correction, so that what is sent twice opens one place. */
  placeId: string;
  kind: PlaceKind | null;
  name: string;
  address: string;
  position: { lngLat: LngLat; withinMeters: number } | null;
}

export function emptyForm(placeId: string): OpeningForm {
  return { placeId, kind: null, name: '', address: '', position: null };
}

/** One that was refused, to be put right. */
export function formOf({ placeId, kind, name, address, lngLat }: OpenShelterRequest): OpeningForm {
  const position = lngLat === null ? null : { lngLat, withinMeters: 0 };
  return { placeId, kind, name, address: address ?? '', position };
}

/** What the form asks the hub to open; null while something is missing. Positions to a metre: the device knows no better. */
export function requestOf(form: OpeningForm, exercise: string | null, openedAt: Instant): OpenShelterRequest | null {
  const [name, address] = [form.name.trim(), form.address.trim()];
  if (form.kind === null || name === '' || (form.position === null && address === '')) return null;
  const [lng, lat] = form.position?.lngLat ?? [];
  return {
    placeId: form.placeId,
    name,
    nameKana: null,
    kind: form.kind,
    lngLat: lng === undefined || lat === undefined ? null : [toMeter(lng), toMeter(lat)],
    address: address === '' ? null : address,
    openedAt,
    exercise,
  };
}

function toMeter(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5;
}
