import {
  instantFromMillis,
  needsPublished,
  needsPublishedId,
  type FeatureId,
  type NeedsPublishedV1,
} from '@hinomi/contracts';
import type { PhrRules } from '../phr-settings.js';
import type { Publication, ShelterPlace } from '../suppress/publication.js';
import type { RealmVault } from '../vault/realm-vault.js';
import { OURSELVES, runOfDisaster, type VaultChange } from '../vault/vault-change.js';

const HOUR_MS = 3_600_000;

/** Where shelters lie; one whose municipality is not known yet is in no publication. */
export type PlaceOf = (shelter: FeatureId) => { municipality: string; prefecture: string } | null;

/**
 * Publishes what everybody may read, at fixed times. One publication of a time is made once, whoever does it and however often
 * the process dies: its row, its events and its entry in the audit are one change.
 */
export class PublishNeeds {
  constructor(private readonly rules: Pick<PhrRules, 'suppress' | 'suppression' | 'rules'>) {}

  /** The publication that is due; false when it was made already or there is nothing to publish. */
  async publish(vault: RealmVault, placeOf: PlaceOf): Promise<boolean> {
    const disasters = await vault.look((change) => change.tallies.disasters());
    let made = false;
    for (const disaster of disasters) {
      made = (await vault.change((change) => this.publishOne(change, disaster, placeOf))) || made;
    }
    return made;
  }

  private async publishOne(change: VaultChange, disaster: string, placeOf: PlaceOf): Promise<boolean> {
    const periodMs = this.rules.suppression.periodHours * HOUR_MS;
    const slot = instantFromMillis(Math.floor(Date.parse(change.at) / periodMs) * periodMs);
    const previous = await change.publications.latest(disaster);
    if (previous !== null && previous.period.from >= slot) return false;
    const exact = await change.tallies.all(disaster);
    const placed = exact.flatMap(({ shelter, tally }) => {
      const place = placeOf(shelter as FeatureId);
      return place === null ? [] : [{ place: { shelterId: shelter as FeatureId, ...place }, needs: tally.needs }];
    });
    const { rules, suppress, suppression } = this.rules;
    const publication = suppress({
      places: placed.map(({ place }): ShelterPlace => place),
      counts: placed.map(({ place, needs }) => ({ shelterId: place.shelterId, needs })),
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
export function eventsOf({ areas, ...rest }: Publication, disaster: string): NeedsPublishedV1[] {
  return Object.entries(areas).map(([key, needs]) => {
    const slash = key.indexOf('/');
    const area = { level: key.slice(0, slash), code: key.slice(slash + 1) } as NeedsPublishedV1['area'];
    return { area, ...rest, needs, exercise: runOfDisaster(disaster) };
  });
}
