import { useEffect, useRef, useState } from 'react';
import { IMMEDIATE_SEVERITY, type Severity } from '@hinomi/contracts';
import { arrivals, type Seen } from '../../hazards/arrivals.js';
import { groupArea, groupTitle } from '../../hazards/describe-hazard.js';
import type { HazardGroup } from '../../hazards/group-hazards.js';
import type { AlarmSound } from '../../sound/alarm-sound.js';
import { plain } from '../../words/ruby-text.js';
import type { Words } from '../../words/words.js';

export interface Toast {
  key: string;
  /** What is opened by a press. */
  id: string;
  severity: Severity;
  title: (words: Words) => string;
  text: (words: Words) => string;
}

export interface Announcements {
  polite: string;
  assertive: string;
  toasts: Toast[];
  dismiss: (key: string) => void;
}

/** More at once are counted, not read out one by one. */
const READ_OUT = 3;
const TOASTS_SHOWN = 3;
export const TOAST_MS = 15_000;

/** Tells people what is new: quietly on the list, aloud and as a toast from severity 4 up. */
export function useArrivals(
  groups: readonly HazardGroup[],
  live: boolean,
  realm: string,
  words: Words,
  sound: AlarmSound,
): Announcements {
  const seen = useRef<{ realm: string; hazards: Seen } | null>(null);
  const [toasts, setToasts] = useState<Toast[]>([]);
  const [spoken, setSpoken] = useState({ polite: '', assertive: '' });

  useEffect(() => {
    if (!live) return;
    // Another realm is another ground: entering a room is not an alarm.
    const before = seen.current?.realm === realm ? seen.current.hazards : null;
    const news = arrivals(before, groups);
    seen.current = { realm, hazards: news.seen };
    if (news.arrived.length === 0 && news.gone === 0) return;
    const urgent = news.arrived.filter(({ severity }) => severity >= IMMEDIATE_SEVERITY);
    const calm = news.arrived.filter(({ severity }) => severity < IMMEDIATE_SEVERITY);
    setSpoken({
      assertive: readOut(urgent, words),
      polite: [readOut(calm, words), news.gone > 0 ? words.announce.removed(news.gone) : ''].filter(Boolean).join(' '),
    });
    if (urgent.length === 0) return;
    sound.play('danger');
    const fresh = urgent.map((group) => ({
      key: `${group.hazardId}@${group.severity}`,
      id: group.hazardId,
      severity: group.severity,
      title: (said: Words) => groupTitle(group, said),
      text: (said: Words) => groupArea(group, said),
    }));
    setToasts((shown) => withFresh(fresh, shown));
  }, [groups, live, realm, words, sound]);

  useEffect(() => {
    if (toasts.length === 0) return;
    const timer = setTimeout(() => setToasts((shown) => shown.slice(0, -1)), TOAST_MS);
    return () => clearTimeout(timer);
  }, [toasts]);

  // What was said in the language before would now be read out wrongly.
  useEffect(() => setSpoken({ polite: '', assertive: '' }), [words.language]);

  const dismiss = (key: string): void => setToasts((shown) => shown.filter((toast) => toast.key !== key));
  return { polite: plain(spoken.polite), assertive: plain(spoken.assertive), toasts, dismiss };
}

/** The newest first, each once, and no more than can be read at a glance. */
export function withFresh(fresh: readonly Toast[], shown: readonly Toast[]): Toast[] {
  return [...fresh, ...shown.filter(({ key }) => !fresh.some((toast) => toast.key === key))].slice(0, TOASTS_SHOWN);
}

function readOut(groups: readonly HazardGroup[], words: Words): string {
  const said = groups
    .slice(0, READ_OUT)
    .map((group) => words.announce.hazard(groupTitle(group, words), words.severity[group.severity] ?? ''));
  const more = groups.length - said.length;
  return said.join(' ') + (more > 0 ? ` ${words.detail.hazardCount(more)}` : '');
}
