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
  running: { run: string; startedAt: Instant; expectedEndAt: Instant; speed: number } | null;
}
