import { instantFromMillis, millisOf, readInstant, type Instant } from '../instant.js';
import type { ThingProperties } from '../picture/thing-properties.js';

type Values = ThingProperties['attributes'];

const HOUR_MS = 3_600_000;

/** How long a shelter may be silent, by hours since it opened (shelters 8; product defaults). */
const LIMITS = [
  { openHours: 48, limitHours: 6 },
  { openHours: 96, limitHours: 12 },
  { openHours: Number.POSITIVE_INFINITY, limitHours: 24 },
] as const;

/** What somebody says of a shelter's state; everything else may stand in a registry for years. */
const WORDS = ['eststts', 'crowdstts', 'evacueeno', 'sevacueeno', 'houseno', 'shouseno'] as const;

/** Since when an open shelter is expected to speak, and when somebody last said a word of it. */
export interface Heard {
  /** Null: never. */
  heardAt: Instant | null;
  /** Null: nobody says. */
  openedAt: Instant | null;
}

/** The last word on a shelter's state, by whomever; null = never. That nobody knows is no word, unless in a provider's own words. */
export function lastHeardAt(values: Values): Instant | null {
  let last: Instant | null = null;
  for (const name of WORDS) {
    const word = values[name];
    if (word === undefined || word.value === 'unknown' || (word.value === null && !word.label)) continue;
    if (last === null || word.observedAt > last) last = word.observedAt;
  }
  return last;
}

export function openedAtOf(values: Values): Instant | null {
  const said = values['starttime']?.value;
  return typeof said === 'string' ? readInstant(said) : null;
}

export function isOpenShelter(values: Values): boolean {
  const state = values['eststts']?.value;
  return state === 'open' || state === 'permanent';
}

/** After so many hours without a word somebody should call. Since when it is open nobody may know: then the shortest. */
export function silenceLimitHours(openedAt: Instant | null, nowMs: number): number {
  if (openedAt === null) return LIMITS[0].limitHours;
  const openHours = (nowMs - millisOf(openedAt)) / HOUR_MS;
  return LIMITS.find((limit) => openHours < limit.openHours)?.limitHours ?? LIMITS[2].limitHours;
}

/**
 * From when on it is silent for too long, if nobody says another word: the first moment at which its phase allows no more. It stays
 * silent when the next phase would allow more, since nothing was heard. `hours`: that limit in every phase. -Infinity = always.
 */
export function silentFromMs({ heardAt, openedAt }: Heard, hours: number | null = null): number {
  const since = heardAt ?? openedAt;
  if (since === null) return Number.NEGATIVE_INFINITY;
  const sinceMs = millisOf(since);
  if (hours !== null || openedAt === null) return sinceMs + (hours ?? LIMITS[0].limitHours) * HOUR_MS;
  let phaseFromMs = Number.NEGATIVE_INFINITY;
  for (const { openHours, limitHours } of LIMITS) {
    const fromMs = Math.max(sinceMs + limitHours * HOUR_MS, phaseFromMs);
    const phaseToMs = millisOf(openedAt) + openHours * HOUR_MS;
    if (fromMs < phaseToMs) return fromMs;
    phaseFromMs = phaseToMs;
  }
  throw new Error('the last phase has no end');
}

/** The same of what the picture tells of a place; null = it is no open shelter, of which nobody expects a word. */
export function shelterSilentFrom(values: Values): Instant | null {
  if (!isOpenShelter(values)) return null;
  const fromMs = silentFromMs({ heardAt: lastHeardAt(values), openedAt: openedAtOf(values) });
  return fromMs === Number.NEGATIVE_INFINITY ? EVER : instantFromMillis(fromMs);
}

/** Silent at any time. */
const EVER = instantFromMillis(0);
