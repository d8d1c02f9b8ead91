import { plainName, searchText, type FeatureId, type PictureChange } from '@hinomi/contracts';
import { deriveNote, type KnownNote } from './derive-note.js';
import {
  attributesOf,
  conflictsOf,
  deriveEntry,
  isOpen,
  type CountedPeople,
  type KnownShelter,
} from './derive-entry.js';
import { knownPhoto, type KnownPhoto } from './known-photo.js';

/** Whom and what one asks for. */
export interface ShelterQuery {
  text: string;
  municipality: string | null;
  limit: number;
  /** Of one run only, of any (`true`); null = the real world. */
  exercise: string | true | null;
  sees: (known: KnownShelter) => boolean;
}

/** Every shelter of one realm's picture, to be found while a person types. */
export class ShelterIndex {
  private readonly shelters = new Map<FeatureId, KnownShelter>();
  private readonly answering = new Map<string, FeatureId>();
  /** Who is in them, by number: the features for responders beside the shelters. */
  private readonly people = new Map<FeatureId, CountedPeople>();
  private readonly photos = new Map<FeatureId, KnownPhoto>();
  /** Notes for responders that stand in the picture. */
  private readonly notes = new Map<string, KnownNote>();

  apply(change: PictureChange): void {
    const id = change.change === 'upsert' ? change.feature.id : change.id;
    this.forget(id);
    if (change.change === 'remove') return;
    const { feature } = change;
    const note = deriveNote(feature);
    if (note !== null) this.notes.set(id, note);
    const photo = knownPhoto(feature);
    if (photo !== null) this.photos.set(id, photo);
    else if (feature.kind === 'need')
      this.people.set(id, {
        label: feature.label,
        attributes: attributesOf(feature),
        conflicts: conflictsOf(feature),
      });
    const known = deriveEntry(feature);
    if (known === null) return;
    this.shelters.set(id, known);
    for (const alias of known.aliases) this.answering.set(alias, id);
  }

  get size(): number {
    return this.shelters.size;
  }

  /** By any id that it is or was known by. */
  find(id: string): KnownShelter | undefined {
    return this.shelters.get(id as FeatureId) ?? this.shelters.get(this.answering.get(id) as FeatureId);
  }

  peopleOf({ entry }: KnownShelter): CountedPeople | undefined {
    return this.people.get(`${entry.id}/people` as FeatureId);
  }

  photo(id: string): KnownPhoto | undefined {
    return this.photos.get(id as FeatureId);
  }

  /** By whatever id the shelter had when they were sent. */
  photosOf({ entry }: KnownShelter): KnownPhoto[] {
    return [...this.photos.values()].filter(({ shelter }) => this.find(shelter)?.entry.id === entry.id);
  }

  holds(id: string): boolean {
    const known = id as FeatureId;
    return this.shelters.has(known) || this.notes.has(id) || this.people.has(known) || this.photos.has(known);
  }

  hasNote(subject: string): boolean {
    return this.notes.has(subject);
  }

  /** What devices of a shelter ask for, the newest first. */
  notesOf({ entry: { id }, aliases }: KnownShelter): KnownNote[] {
    return [...this.notes.values()]
      .filter(({ shelter }) => shelter === id || aliases.includes(shelter))
      .sort((a, b) => (a.need.observedAt < b.need.observedAt ? 1 : -1));
  }

  all(): IterableIterator<KnownShelter> {
    return this.shelters.values();
  }

  /** The best first: by name before by reading, number or address, the open before the others. */
  search({ text, municipality, limit, exercise, sees }: ShelterQuery): KnownShelter[] {
    const terms = termsOf(text);
    const best: Found[] = [];
    for (const known of this.shelters.values()) {
      if (municipality !== null && !known.municipalities.some((code) => code.startsWith(municipality))) continue;
      const rank = rankOf(known, terms);
      if (rank === null || !isOfExercise(known, exercise)) continue;
      const found = { rank, known };
      const last = best.at(-1);
      if (best.length === limit && last !== undefined && compare(found, last) >= 0) continue;
      if (!sees(known)) continue;
      best.splice(placeOf(found, best), 0, found);
      if (best.length > limit) best.pop();
    }
    return best.map(({ known }) => known);
  }

  private forget(id: FeatureId): void {
    this.notes.delete(id);
    this.people.delete(id);
    this.photos.delete(id);
    const before = this.shelters.get(id);
    if (before === undefined) return;
    this.shelters.delete(id);
    for (const alias of before.aliases) if (this.answering.get(alias) === id) this.answering.delete(alias);
  }
}

export function isOfExercise({ entry }: KnownShelter, exercise: string | true | null): boolean {
  return exercise === true ? entry.exercise !== null : entry.exercise === exercise;
}

/** Each word in the forms it may be written in; all words must be found. */
function termsOf(text: string): string[][] {
  return text
    .normalize('NFKC')
    .split(/\s+/)
    .map((word) => [...new Set([searchText(word), searchText(plainName(word))])].filter((form) => form !== ''))
    .filter((forms) => forms.length > 0);
}

/** Null = not found. */
function rankOf({ texts: [name, others] }: KnownShelter, terms: readonly string[][]): number | null {
  let worst = 0;
  for (const forms of terms) {
    let best = Number.POSITIVE_INFINITY;
    for (const form of forms) {
      const at = name.indexOf(form);
      if (at === 0) best = Math.min(best, name.length === form.length ? 0 : 1);
      else if (at > 0) best = Math.min(best, 2);
      else if (others.includes(form)) best = Math.min(best, others.startsWith(form) ? 3 : 4);
    }
    if (best === Number.POSITIVE_INFINITY) return null;
    worst = Math.max(worst, best);
  }
  return worst;
}

interface Found {
  rank: number;
  known: KnownShelter;
}

function compare(a: Found, b: Found): number {
  const [x, y] = [a.known.entry, b.known.entry];
  return (
    a.rank - b.rank ||
    Number(isOpen(b.known)) - Number(isOpen(a.known)) ||
    (x.name < y.name ? -1 : x.name > y.name ? 1 : x.id < y.id ? -1 : 1)
  );
}

/** Where it belongs among those found so far. */
function placeOf(found: Found, best: readonly Found[]): number {
  let [low, high] = [0, best.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(found, best[middle] as Found) < 0) high = middle;
    else low = middle + 1;
  }
  return low;
}
