import { deviceOfSubject, type FeatureV1, type ShelterNeed } from '@hinomi/contracts';

/** What one device of a shelter asks for, as the picture has it. */
export interface KnownNote {
  /** By whichever id the device knew the shelter. */
  shelter: string;
  label: FeatureV1['label'];
  exercise: FeatureV1['exercise'];
  need: ShelterNeed;
}

/** The note of a feature; null for every other one. */
export function deriveNote({ id, label, exercise, properties }: FeatureV1): KnownNote | null {
  if (properties.type !== 'thing' || properties.theme !== 'shelter-note') return null;
  const { shelter, detail } = properties.attributes;
  const done = properties.decisions?.filter(({ is }) => is === 'handled').at(-1);
  return {
    shelter: String(shelter?.value ?? ''),
    ...{ label, exercise },
    need: {
      note: id,
      device: deviceOfSubject(id) ?? '',
      words: String(detail?.value ?? ''),
      observedAt: detail?.observedAt ?? properties.oldestObservedAt,
      handled:
        done === undefined
          ? null
          : { at: done.at, from: done.from ?? 'headquarters', by: done.by, note: done.note ?? '' },
    },
  };
}
