import { PhotoId, type FeatureId, type FeatureV1, type Instant, type RunId } from '@hinomi/contracts';

/** A photo as the picture tells of it. */
export interface KnownPhoto {
  id: FeatureId;
  photo: PhotoId;
  run: RunId | null;
  label: FeatureV1['label'];
  /** The shelter, by the id it had then. */
  shelter: string;
  report: string;
  takenAt: Instant;
}

/** Null for every other feature. */
export function knownPhoto({ id, properties, label, observedAt, exercise }: FeatureV1): KnownPhoto | null {
  if (properties.type !== 'thing' || properties.theme !== 'shelter-photo') return null;
  const photo = PhotoId.safeParse(id.slice(id.lastIndexOf(':') + 1));
  if (!photo.success) return null;
  const { shelter, report } = properties.attributes;
  return {
    ...{ id, photo: photo.data, run: exercise, label },
    ...{ shelter: String(shelter?.value ?? ''), report: String(report?.value ?? '') },
    takenAt: observedAt as Instant,
  };
}
