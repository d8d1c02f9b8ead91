import {
  instantFromMillis,
  needsPublished,
  needsPublishedId,
  type FeatureId,
  type NeedCode,
  type NeedsCoverage,
  type NeedsPublishedV1,
  type RunId,
} from '@hinomi/contracts';
import type { PhrRules } from '../phr-settings.js';
import type { Publication, ShelterNeeds, ShelterPlace, TakingPart } from '../suppress/publication.js';
import { areaKey } from '../suppress/suppress-counts.js';
import type { Tally } from '../vault/tally.js';
import type { RealmVault } from '../vault/realm-vault.js';
import { OURSELVES, runOfDisaster, type VaultChange } from '../vault/vault-change.js';

const HOUR_MS = 3_600_000;

/** Where shelters lie, as the picture says; one whose municipality is not known yet is in no number. */
export interface KnownPlaces {
  /** Those that are open, whether they take part or not. */
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
    const open = [...known.open(runOfDisaster(disaster))];
    const { places, counts } = placed(exact, known);
    const { rules, suppress, suppression } = this.rules;
    const suppressed = suppress({
      places,
      counts,
      publishedFrom: new Map([...rules.needs].map(([need, { publishedFrom }]) => [need, publishedFrom])),
      rulesVersion: rules.version,
      previous,
      at: slot,
      settings: suppression,
    });
    const publication: Publication & TakingPart = { ...suppressed, ...takingPart(places, open) };
    await change.publications.save(disaster, slot, publication);
    for (const event of eventsOf(publication, disaster)) {
      await change.emit(needsPublished, 'needs-published', needsPublishedId(event), disaster, event);
    }
    await change.audit(OURSELVES, disaster, { action: 'published', count: Object.keys(publication.areas).length });
    return true;
  }
}

/**
 * The shelters that take part, and their counts: those of which the vault has ever counted anybody, whether open now or not. Anybody
 * can see where a care team works, so the others, which are nothing but nobody, must not be what a small number hides among.
 */
function placed(
  exact: readonly { shelter: string; tally: Tally }[],
  known: KnownPlaces,
): { places: ShelterPlace[]; counts: ShelterNeeds[] } {
  const places = new Map<FeatureId, ShelterPlace>();
  const counts = new Map<FeatureId, Record<NeedCode, { count: number }>>();
  for (const { shelter, tally } of exact) {
    const place = known.find(shelter as FeatureId);
    // Two that were found to be one shelter count as one.
    const id = place?.shelterId ?? (shelter as FeatureId);
    if (place !== null) places.set(id, place);
    const needs = counts.get(id) ?? {};
    for (const [need, { count }] of Object.entries(tally.needs))
      needs[need] = { count: (needs[need]?.count ?? 0) + count };
    counts.set(id, needs);
  }
  return { places: [...places.values()], counts: [...counts].map(([shelterId, needs]) => ({ shelterId, needs })) };
}

/** How many of the open shelters of each area take part; and of each that takes part, where its persons count. */
export function takingPart(places: readonly ShelterPlace[], open: readonly ShelterPlace[]): Required<TakingPart> {
  const counting = new Set(places.map(({ shelterId }) => shelterId));
  const coverage: Record<string, NeedsCoverage> = {};
  for (const place of [...places, ...open]) {
    for (const key of areasOver(place)) coverage[key] ??= { open: 0, counting: 0 };
  }
  for (const place of open) {
    for (const key of areasOver(place)) {
      const { open: before, counting: told } = coverage[key]!;
      coverage[key] = { open: before + 1, counting: told + Number(counting.has(place.shelterId)) };
    }
  }
  return {
    coverage,
    within: Object.fromEntries(places.map(({ shelterId, municipality }) => [shelterId, municipality])),
  };
}

function areasOver({ municipality, prefecture }: ShelterPlace): string[] {
  return [areaKey({ level: 'municipality', code: municipality }), areaKey({ level: 'prefecture', code: prefecture })];
}

/**
 * A publication as the topic has it: an event for each area, also for those without a number, since which shelters take part is told
 * of each.
 */
export function eventsOf(publication: Publication & TakingPart, disaster: string): NeedsPublishedV1[] {
  const { areas, period, threshold, rulesVersion, coverage = {}, within = {} } = publication;
  const shelters = Object.keys(within).map((code) => areaKey({ level: 'shelter', code: code as FeatureId }));
  const keys = new Set([...Object.keys(areas), ...Object.keys(coverage), ...shelters]);
  return [...keys].map((key) => {
    const slash = key.indexOf('/');
    const area = { level: key.slice(0, slash), code: key.slice(slash + 1) } as NeedsPublishedV1['area'];
    return {
      ...{ area, period, threshold, needs: areas[key] ?? {} },
      ...(coverage[key] !== undefined && { coverage: coverage[key] }),
      ...(area.level === 'shelter' && within[area.code] !== undefined && { within: within[area.code] }),
      ...{ rulesVersion, exercise: runOfDisaster(disaster) },
    };
  });
}
