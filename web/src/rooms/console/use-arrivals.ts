import { useEffect, useRef, useState } from 'react';
import type { Severity } from '@hinomi/contracts';
import type { HazardAlarm } from '../../alarms/hazard-alarms.js';
import { NOTHING_RUNG, ring } from '../../alarms/ringing.js';
import { arrivals, type Seen } from '../../hazards/arrivals.js';
import { groupTitle } from '../../hazards/describe-hazard.js';
import type { HazardGroup } from '../../hazards/group-hazards.js';
import type { AlarmSound } from '../../sound/alarm-sound.js';
import type { Standing } from '../../things/acknowledged.js';
import { plain } from '../../words/ruby-text.js';
import type { Words } from '../../words/words.js';

export interface Toast {
  key: string;
  /** What is opened by a press. */
  id: string;
  severity: Severity;
  title: (words: Words) => string;
  /** In the words of whoever says so. */
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

/**
 * Tells people what is new: quietly what calls nobody; aloud, and with a sound, alarms that nobody has taken note of. Alarms stand in the
 * bar until somebody has, and need no toast.
 */
export function useArrivals(
  groups: readonly HazardGroup[],
  alarms: readonly Standing<HazardAlarm>[],
  live: boolean,
  realm: string,
  words: Words,
  sound: AlarmSound,
): Announcements {
  const seen = useRef<{ realm: string; hazards: Seen } | null>(null);
  const rung = useRef(NOTHING_RUNG);
  const [spoken, setSpoken] = useState({ polite: '', assertive: '' });
  const latest = useRef(alarms);
  latest.current = alarms;

  useEffect(() => {
    if (!live) return;
    // Another realm is another ground: entering a room is not an alarm.
    const before = seen.current?.realm === realm ? seen.current.hazards : null;
    if (before === null) rung.current = NOTHING_RUNG;
    const news = arrivals(before, groups);
    seen.current = { realm, hazards: news.seen };
    if (news.arrived.length === 0 && news.gone === 0) return;
    const arrived = new Set(news.arrived.map(({ hazardId }) => hazardId));
    const open = latest.current.filter(({ group, taken }) => taken === null && arrived.has(group.hazardId));
    const rings = ring(rung.current, open, performance.now());
    rung.current = rings.rung;
    const calm = news.arrived.filter(
      (group) => !latest.current.some((alarm) => alarm.group.hazardId === group.hazardId),
    );
    setSpoken({
      assertive: readOut(
        rings.said.map(({ group }) => group),
        words,
      ),
      polite: [readOut(calm, words), news.gone > 0 ? words.announce.removed(news.gone) : ''].filter(Boolean).join(' '),
    });
    if (rings.sound !== null) sound.play(rings.sound);
  }, [groups, live, realm, words, sound]);

  // What was said in the language before would now be read out wrongly.
  useEffect(() => setSpoken({ polite: '', assertive: '' }), [words.language]);
  return { polite: plain(spoken.polite), assertive: plain(spoken.assertive), toasts: [], dismiss: () => undefined };
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
