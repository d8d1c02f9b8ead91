import type { InterestV1 } from '@hinomi/contracts';

/** How many browsers see what. */
export interface Viewers {
  token: string;
  interest: InterestV1;
  count: number;
}

export interface Standing {
  connected: number;
  /** Connected, and sure of the picture since the moment that was asked about. */
  live: number;
  cuts: number;
  transports: Record<string, number>;
  rss: number;
  tokens: number;
  snapshots: number;
  /** The first few features that were shown older than before, in words. */
  backwards: string[];
}

/** A process full of browsers; see `crowd-process.mjs`. */
export class Crowd {
  private constructor();

  /** So many processes of the same viewers; resolves when every browser was live once. `clockJumps`: the hub's clock is set while they look. */
  static gather(
    url: string,
    viewers: readonly Viewers[],
    processes: number,
    options?: { clockJumps?: boolean },
  ): Promise<Crowd[]>;

  standing(since: number): Promise<Standing>;

  /** Per kind of viewer, how many browsers hold which picture. */
  digests(): Promise<Record<string, number>[]>;

  /** Cuts every WebSocket; resolves to how many there were. */
  cut(): Promise<number>;

  disperse(): Promise<void>;
}

/** Null, or in words why this machine cannot hold so many sockets in one process. Node itself goes up to the hard limit. */
export function whyNotSoMany(sockets: number): string | null;
