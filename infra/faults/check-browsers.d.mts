import type { Insisting } from './door.mjs';

export interface Viewer {
  client: string;
  interest: Record<string, unknown>;
  /** In each crowd. */
  count: number;
}

export interface Crowd {
  /** For each kind of viewer: how many hold what, by its digest. */
  digests(): Promise<Record<string, number>[]>;
  standing(since: number): Promise<{ backwards: string[] }>;
}

/** What differs, in words. */
export function checkBrowsers(door: Insisting, crowds: Crowd[], viewers: Viewer[]): Promise<string[]>;
