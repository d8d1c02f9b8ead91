export type FaultKind = 'kill' | 'stop' | 'restart' | 'slow' | 'cut' | 'disk' | 'clock';

export interface Fault {
  kind: FaultKind;
  target: string;
  /** After the round's begin. */
  atMs: number;
  forMs: number;
  /** Of a clock. */
  bySeconds?: number;
  /** Of a link. */
  how?: 'both' | 'answers';
}

export interface PlannedRound {
  number: number;
  faults: Fault[];
}

export interface PlanWish {
  seed: number;
  rounds: number;
  perRound: number;
  kinds: readonly FaultKind[];
  members: readonly { name: string; faults: readonly FaultKind[] }[];
  roundMs: number;
}

/** The faults of every round, in order of when they begin: a function of the seed and of who there is. */
export function planFaults(wish: PlanWish): PlannedRound[];

/** A fault in a line, as reports and failures name it. */
export function faultWords(fault: Fault): string;
