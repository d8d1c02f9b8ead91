import { useEffect, useRef, useState } from 'react';
import type { AlarmSound } from '../../sound/alarm-sound.js';
import type { Standing } from '../../things/acknowledged.js';
import { newlyUrgent, type UrgentThing } from '../../things/urgent-things.js';
import { plain } from '../../words/ruby-text.js';
import type { Words } from '../../words/words.js';
import type { Acknowledging } from './use-acknowledged.js';
import { TOAST_MS, withFresh, type Announcements, type Toast } from './use-arrivals.js';

export interface Urgent {
  /** What nobody has taken note of yet. */
  open: Standing<UrgentThing>[];
  seen: Standing<UrgentThing>[];
  take: Acknowledging<UrgentThing>['take'];
  undo: Acknowledging<UrgentThing>['undo'];
  news: Announcements;
}

/** What is urgent among things: listed until it is over or somebody takes note of it, told aloud and with a sound when it comes. */
export function useUrgent(
  urgent: readonly UrgentThing[],
  { alarms, take, undo }: Acknowledging<UrgentThing>,
  live: boolean,
  realm: string,
  words: Words,
  sound: AlarmSound,
): Urgent {
  const [toasts, setToasts] = useState<Toast[]>([]);
  const [assertive, setAssertive] = useState('');
  const known = useRef<{ realm: string; keys: ReadonlySet<string> } | null>(null);

  useEffect(() => {
    if (!live) return;
    const before = known.current?.realm === realm ? known.current.keys : null;
    const fresh = newlyUrgent(before, urgent);
    const keys = new Set(urgent.map(({ key }) => key));
    known.current = { realm, keys };
    if (fresh.length === 0) return;
    sound.play('danger');
    setToasts((shown) => withFresh(fresh.map(toastOf), shown));
    setAssertive(fresh.map((each) => `${urgentTitle(each, words)} ${urgentText(each, words)}`).join(' '));
  }, [urgent, live, realm, words, sound]);

  useEffect(() => {
    if (toasts.length === 0) return;
    const timer = setTimeout(() => setToasts((shown) => shown.slice(0, -1)), TOAST_MS);
    return () => clearTimeout(timer);
  }, [toasts]);
  useEffect(() => setAssertive(''), [words.language]);

  const dismiss = (key: string): void => setToasts((shown) => shown.filter((toast) => toast.key !== key));
  return {
    open: alarms.filter(({ taken }) => taken === null),
    seen: alarms.filter(({ taken }) => taken !== null),
    ...{ take, undo },
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
