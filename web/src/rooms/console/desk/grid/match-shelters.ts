import { plainKana, plainName, searchText, type ShelterEntry } from '@hinomi/contracts';
import type { Chosen } from '../desk-session.js';

/** What a row says of which shelter it is about; empty = nothing. */
export interface Named {
  id: string;
  name: string;
  kana: string;
}

/** `shelter` null: the clerk has to choose, of these or of others. */
export interface ShelterMatch {
  shelter: Chosen | null;
  candidates: readonly Chosen[];
}

const NATIONAL_ID = /^E\d{10}[12][012][1-9A-Za-z]$/;
/** Of a national ID: the building, whatever it is designated as (shelters 2). */
const BUILDING = 11;
const MOST_OFFERED = 8;
/** Below this two names share no more than 小学校. */
const ALIKE = 0.45;

/** Finds the shelters of one municipality as lists name them. Only what can be no other is taken; the rest is offered. */
export class ShelterMatcher {
  private readonly byId = new Map<string, ShelterEntry>();
  private readonly byName: Index = new Map();
  private readonly byPlain: Index = new Map();
  private readonly byKana: Index = new Map();

  constructor(private readonly entries: readonly ShelterEntry[]) {
    for (const entry of entries) {
      if (entry.nationalId !== null) this.byId.set(entry.nationalId, entry);
      put(this.byName, searchText(entry.name), entry);
      put(this.byPlain, plainName(entry.name), entry);
      put(this.byKana, plainKana(entry.nameKana), entry);
    }
  }

  match(named: Named): ShelterMatch {
    const id = named.id.normalize('NFKC').trim();
    const known = this.byId.get(id);
    const called = this.called(named);
    if (known !== undefined) {
      const isOther = called.length > 0 && !called.includes(known);
      return isOther ? offered([known, ...called]) : taken(known);
    }
    const [only] = called;
    // An ID that is well-formed and of no shelter here speaks against the name.
    if (NATIONAL_ID.test(id)) {
      const building = this.entries.filter(
        ({ nationalId }) => nationalId?.slice(0, BUILDING) === id.slice(0, BUILDING),
      );
      return offered([...building, ...called, ...this.alike(named)]);
    }
    if (only !== undefined && called.length === 1) return taken(only);
    return offered(called.length > 0 ? called : this.alike(named));
  }

  /** Whether it is the name or the reading of some shelter here. */
  knows(text: string): boolean {
    return this.called({ id: '', name: text, kana: '' }).length > 0;
  }

  /** Those that are called just so: as written, else in another way of writing it; by the reading where the name is not known. */
  private called({ name, kana }: Named): readonly ShelterEntry[] {
    const written = this.byName.get(searchText(name)) ?? [];
    if (written.length > 0) return narrowed(written, kana);
    const loose = (this.byPlain.get(plainName(name)) ?? []).filter((entry) => agrees(name, entry.name));
    if (loose.length > 0) return narrowed(loose, kana);
    const reading = plainKana(kana);
    if (reading === null) return this.byKana.get(plainKana(name) ?? '') ?? [];
    // The reading alone does not outweigh a name that is quite another.
    const read = this.byKana.get(reading) ?? [];
    return name.trim() === ''
      ? read
      : read.filter((entry) => likeness(plainName(name), plainName(entry.name)) >= ALIKE);
  }

  private alike({ name, kana }: Named): ShelterEntry[] {
    const [wanted, read] = [plainName(name), plainKana(kana) ?? plainKana(name)];
    return this.entries
      .map((entry) => ({
        entry,
        likeness: Math.max(
          likeness(wanted, plainName(entry.name)),
          likeness(read ?? '', plainKana(entry.nameKana) ?? ''),
        ),
      }))
      .filter((each) => each.likeness >= ALIKE)
      .sort((a, b) => b.likeness - a.likeness || (a.entry.id < b.entry.id ? -1 : 1))
      .map(({ entry }) => entry);
  }
}

type Index = Map<string, ShelterEntry[]>;

function put(index: Index, key: string | null, entry: ShelterEntry): void {
  if (key === null || key === '') return;
  const known = index.get(key);
  if (known === undefined) index.set(key, [entry]);
  else known.push(entry);
}

const chosen = ({ id, name }: ShelterEntry): Chosen => ({ id, name });
const taken = (entry: ShelterEntry): ShelterMatch => ({ shelter: chosen(entry), candidates: [] });
const offered = (entries: readonly ShelterEntry[]): ShelterMatch => ({
  shelter: null,
  candidates: [...new Set(entries)].slice(0, MOST_OFFERED).map(chosen),
});

/** Of several with one name, those with the reading that is told. */
function narrowed(entries: readonly ShelterEntry[], kana: string): readonly ShelterEntry[] {
  const reading = plainKana(kana);
  if (reading === null || entries.length === 1) return entries;
  const same = entries.filter(({ nameKana }) => plainKana(nameKana) === reading);
  return same.length > 0 ? same : entries;
}

const REMARK = /[(（〔［【](.*?)[)）〕］】]/;
const RUN_BY = /^\p{L}{0,8}?[国公私都道府県市区町村]立/u;

/** What one of them leaves out is no difference; what both say, and say otherwise, is: 北棟 is not 南棟, 市立 not 県立. */
function agrees(said: string, name: string): boolean {
  const remark = REMARK.exec(said)?.[1];
  if (remark !== undefined && searchText(remark) !== searchText(REMARK.exec(name)?.[1] ?? '')) return false;
  const [a, b] = [RUN_BY.exec(said)?.[0], RUN_BY.exec(name)?.[0]];
  return a === undefined || b === undefined || a === b;
}

/** 0 to 1: one within the other, or the share of pairs of letters that both have (Dice). */
function likeness(a: string, b: string): number {
  if (a === '' || b === '') return 0;
  if (a.includes(b) || b.includes(a)) return 0.5 + Math.min(a.length, b.length) / Math.max(a.length, b.length) / 2;
  const [pairsOfA, pairsOfB] = [pairs(a), pairs(b)];
  const shared = [...pairsOfA].filter((pair) => pairsOfB.has(pair)).length;
  return pairsOfA.size + pairsOfB.size === 0 ? 0 : (2 * shared) / (pairsOfA.size + pairsOfB.size);
}

function pairs(text: string): Set<string> {
  return new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2)));
}
