import {
  instantFromMillis,
  needsPublished,
  needsPublishedId,
  type FeatureId,
  type NeedsPublishedV1,
  type RunId,
} from '@hinomi/contracts';
import type { PhrRules } from '../phr-settings.js';
import type { Publication, ShelterPlace } from '../suppress/publication.js';
import type { RealmVault } from '../vault/realm-vault.js';
import { OURSELVES, runOfDisaster, type VaultChange } from '../vault/vault-change.js';

const HOUR_MS = 3_600_000;

/** Where shelters lie, as the picture says; one whose municipality is not known yet is in no number. */
export interface KnownPlaces {
  /** Those that are open, with or without anybody who needs something. */
  open(run: RunId | null): Iterable<ShelterPlace>;
  find(shelter: FeatureId): ShelterPlace | null;
}

/**
 * Publishes what everybody may read, at fixed times. One publication of a time is made once, whoever does it and however often
 * the process dies: its row, its events and its entry in the audit are one change.
 */
export class PublishNeeds {
  constructor(private readonly rules: Pick<PhrRules, 'suppress' | 'suppression' | 'rules'>) {}

  /** The publication that is due; false when it was made already or there is nothing to publish. */
  async publish(vault: RealmVault, known: KnownPlaces): Promise<boolean> {
    const disasters = await vault.look((change) => change.tallies.disasters());
    let made = false;
    for (const disaster of disasters) {
      made = (await vault.change((change) => this.publishOne(change, disaster, known))) || made;
    }
    return made;
  }

  private async publishOne(change: VaultChange, disaster: string, known: KnownPlaces): Promise<boolean> {
    const periodMs = this.rules.suppression.periodHours * HOUR_MS;
    const slot = instantFromMillis(Math.floor(Date.parse(change.at) / periodMs) * periodMs);
    const previous = await change.publications.latest(disaster);
    if (previous !== null && previous.period.from >= slot) return false;
    const exact = await change.tallies.all(disaster);
    const places = new Map([...known.open(runOfDisaster(disaster))].map((place) => [place.shelterId, place]));
    const counts = exact.map(({ shelter, tally }) => ({ shelterId: shelter as FeatureId, needs: tally.needs }));
    for (const { shelterId } of counts) {
      const place = known.find(shelterId);
      if (place !== null) places.set(shelterId, place);
    }
    const { rules, suppress, suppression } = this.rules;
    const publication = suppress({
      places: [...places.values()],
      counts,
      publishedFrom: new Map([...rules.needs].map(([need, { publishedFrom }]) => [need, publishedFrom])),
      rulesVersion: rules.version,
      previous,
      at: slot,
      settings: suppression,
    });
    await change.publications.save(disaster, slot, publication);
    for (const event of eventsOf(publication, disaster)) {
      await change.emit(needsPublished, 'needs-published', needsPublishedId(event), disaster, event);
    }
    await change.audit(OURSELVES, disaster, { action: 'published', count: Object.keys(publication.areas).length });
    return true;
  }
}

/** A publication as the topic has it: an event for each area. */
export function eventsOf(
  { areas, period, threshold, rulesVersion }: Publication,
  disaster: string,
): NeedsPublishedV1[] {
  return Object.entries(areas).map(([key, needs]) => {
    const slash = key.indexOf('/');
    const area = { level: key.slice(0, slash), code: key.slice(slash + 1) } as NeedsPublishedV1['area'];
    return { area, period, threshold, needs, rulesVersion, exercise: runOfDisaster(disaster) };
  });
}
