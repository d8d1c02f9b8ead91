import type { Instant } from '../instant.js';

export interface Trilingual {
  ja: string;
  en: string;
  easy: string;
}

/** `GET /api/v1/drills`. */
export interface DrillEntry {
  name: string;
  title: Trilingual;
  summary: Trilingual;
  /** At speed 1. */
  durationMinutes: number;
  /** JIS codes of the municipalities (5 digits) and prefectures (2) whose registered places a run of it has. */
  registry: readonly string[];
  running: {
    run: string;
    startedAt: Instant;
    expectedEndAt: Instant;
    speed: number;
    registry: readonly string[];
  } | null;
}
