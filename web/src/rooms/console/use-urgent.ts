import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { FeatureV1 } from '@hinomi/contracts';
import type { AlarmSound } from '../../sound/alarm-sound.js';
import { newlyUrgent, urgentThings, type UrgentThing } from '../../things/urgent-things.js';
import { plain } from '../../words/ruby-text.js';
import type { Words } from '../../words/words.js';
import { TOAST_MS, withFresh, type Announcements, type Toast } from './use-arrivals.js';

const SEEN_KEY = 'hinomi.urgent-seen';
/** More than ever stood at once; what is dropped is listed as new again, never lost. */
const SEEN_KEPT = 1_000;

export interface Urgent {
  /** What nobody at this console has taken note of yet. */
  open: UrgentThing[];
  seen: UrgentThing[];
  take: (key: string) => void;
  news: Announcements;
}

/** What is urgent among things: listed until it is over or somebody takes note of it here, told aloud and with a sound when it comes. */
export function useUrgent(
  features: ReadonlyMap<string, FeatureV1>,
  live: boolean,
  realm: string,
  words: Words,
  sound: AlarmSound,
): Urgent {
  const urgent = useMemo(() => urgentThings(features), [features]);
  const [taken, setTaken] = useState<ReadonlySet<string>>(() => new Set(readSeen()));
  const [toasts, setToasts] = useState<Toast[]>([]);
  const [assertive, setAssertive] = useState('');
  const known = useRef<{ realm: string; keys: ReadonlySet<string> } | null>(null);

  useEffect(() => {
    if (!live) return;
    const before = known.current?.realm === realm ? known.current.keys : null;
    const fresh = newlyUrgent(before, urgent);
    const keys = new Set(urgent.map(({ key }) => key));
    known.current = { realm, keys };
    // What was over and comes again is new, also to who took note of it before.
    setTaken((now) => {
      const isOver = (key: string): boolean => !keys.has(key) && (before?.has(key) ?? false);
      const kept = [...now].filter((key) => !isOver(key) && !fresh.some((each) => each.key === key));
      return kept.length === now.size ? now : new Set(kept);
    });
    if (fresh.length === 0) return;
    sound.play('danger');
    setToasts((shown) => withFresh(fresh.map(toastOf), shown));
    setAssertive(fresh.map((each) => `${urgentTitle(each, words)} ${urgentText(each, words)}`).join(' '));
  }, [urgent, live, realm, words, sound]);

  useEffect(() => localStorage.setItem(SEEN_KEY, JSON.stringify([...taken].slice(-SEEN_KEPT))), [taken]);
  useEffect(() => {
    if (toasts.length === 0) return;
    const timer = setTimeout(() => setToasts((shown) => shown.slice(0, -1)), TOAST_MS);
    return () => clearTimeout(timer);
  }, [toasts]);
  useEffect(() => setAssertive(''), [words.language]);

  const take = useCallback((key: string) => setTaken((now) => new Set([...now, key])), []);
  const dismiss = (key: string): void => setToasts((shown) => shown.filter((toast) => toast.key !== key));
  return {
    open: urgent.filter(({ key }) => !taken.has(key)),
    seen: urgent.filter(({ key }) => taken.has(key)),
    take,
    news: { polite: '', assertive: plain(assertive), toasts, dismiss },
  };
}

export function urgentTitle({ is }: Pick<UrgentThing, 'is'>, words: Words): string {
  return words.things.urgent.is[is];
}

/** Which shelter, and of a need its own words. */
export function urgentText({ is, feature }: UrgentThing, words: Words): string {
  const { name, attributes } = feature.properties;
  const detail = attributes['detail']?.value;
  const place = name === '' ? words.things.themes[feature.properties.theme] : name;
  return is === 'need' && typeof detail === 'string' ? `${place}${words.colon}${detail}` : place;
}

function toastOf(urgent: UrgentThing): Toast {
  const { key, feature } = urgent;
  return {
    ...{ key, id: feature.id, severity: 4 },
    title: (words) => urgentTitle(urgent, words),
    text: (words) => urgentText(urgent, words),
  };
}

/** Kept where this browser keeps things; what cannot be read is nothing. */
function readSeen(): string[] {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(SEEN_KEY) ?? '[]');
    return Array.isArray(read) ? read.filter((key) => typeof key === 'string') : [];
  } catch {
    return [];
  }
}
