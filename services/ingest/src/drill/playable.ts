import {
  instantFromMillis,
  laterBy,
  millisOf,
  type FeedFormat,
  type Instant,
  type Trilingual,
} from '@hinomi/contracts';
import type { Scenario } from './scenario.js';
import { writeStep } from './write-step.js';

/** Anything the player can play: a declared drill, or telegrams to be shown again. */
export interface Playable {
  /** The file name in `infra/drills/`, or `replay`. */
  drill: string;
  title: Trilingual;
  /** From the start to the end of the run, already at its speed. */
  lastsMs: number;
  items: readonly PlayableItem[];
}

export interface PlayableItem {
  /** After the start of the run. */
  afterMs: number;
  /** For messages about it. */
  label: string;
  format: FeedFormat;
  /** The bytes, given when they are sent. */
  bytes: (sentAt: Instant) => Uint8Array;
}

/** A declared drill, begun at a moment and played at a speed: its minutes become the run's own times. */
export function playScenario(scenario: Scenario, startedAt: Instant, speed: number): Playable {
  const msPerMinute = 60_000 / speed;
  const moment = (minutes: number): Instant =>
    instantFromMillis(millisOf(startedAt) + Math.round(minutes * msPerMinute));
  return {
    drill: scenario.name,
    title: scenario.title,
    lastsMs: scenario.durationMinutes * msPerMinute,
    items: scenario.steps.map(({ at, telegram }, index) => ({
      afterMs: at * msPerMinute,
      label: `step ${index + 1} (${telegram.type})`,
      format: 'jma-xml',
      bytes: (sentAt) => writeStep(scenario, index, { status: '訓練', sentAt, moment }),
    })),
  };
}

/** JMA's sending time has whole seconds and orders reports, so no two of a run share one. */
export function nextSecond(now: Instant, lastSent: Instant | null): Instant {
  const floor = instantFromMillis(Math.floor(millisOf(now) / 1000) * 1000);
  return lastSent !== null && floor <= lastSent ? laterBy(lastSent, 1000) : floor;
}
