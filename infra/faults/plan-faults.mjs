import { randomFrom } from './random.mjs';

/** What can be done to a member, how often beside the others, and for how long. */
export const FAULTS = {
  kill: { weight: 4, forMs: [0, 2_000] },
  stop: { weight: 4, forMs: [200, 4_000] },
  restart: { weight: 2, forMs: [0, 0] },
  slow: { weight: 3, forMs: [1_000, 4_000] },
  cut: { weight: 3, forMs: [500, 5_000] },
  disk: { weight: 1, forMs: [500, 2_500] },
  clock: { weight: 2, forMs: [500, 4_000] },
};

/** Now and then somebody is away for longer than any sign of life may be late. */
const LONG_SHARE = 0.1;
const LONG_MS = [12_000, 18_000];
const CAN_BE_LONG = ['kill', 'stop', 'cut'];
/** So much later than one fault of a member ends the next one begins. */
const REST_MS = 400;
/** Jumps in seconds: a slip, a wrong minute, a wrong hour; none outlasts a token or a retention. */
const JUMPS = [-7_200, -3_600, -90, -20, -2, 2, 20, 90, 600, 1_500];
/** The far side hears nothing, or hears everything and its answers are lost. */
const CUTS = ['both', 'answers'];

/**
 * The faults of every round, in order of when they begin: a function of the seed and of who there is, and each round's of its own
 * number alone, so that one round can be had without those before it.
 */
export function planFaults({ seed, rounds, perRound, kinds, members, roundMs }) {
  return Array.from({ length: rounds }, (_, round) => ({
    number: round + 1,
    faults: planRound(randomFrom(Math.imul(seed, 0x9e3779b1) ^ Math.imul(round + 1, 0x85ebca6b)), {
      perRound,
      kinds,
      members,
      roundMs,
    }),
  }));
}

function planRound(random, { perRound, kinds, members, roundMs }) {
  const possible = kinds.filter((kind) => members.some((member) => member.faults.includes(kind)));
  const lots = possible.flatMap((kind) => Array(FAULTS[kind].weight).fill(kind));
  if (lots.length === 0) return [];
  const drawn = Array.from({ length: perRound }, () => {
    const kind = random.pick(lots);
    const target = random.pick(members.filter(({ faults }) => faults.includes(kind))).name;
    const isLong = random.next() < LONG_SHARE && CAN_BE_LONG.includes(kind);
    const [least, most] = isLong ? LONG_MS : FAULTS[kind].forMs;
    const fault = { kind, target, atMs: random.between(0, roundMs), forMs: random.between(least, most) };
    if (kind === 'clock') return { ...fault, bySeconds: random.pick(JUMPS) };
    return kind === 'cut' ? { ...fault, how: random.pick(CUTS) } : fault;
  });
  return spread(drawn.sort((one, other) => one.atMs - other.atMs));
}

/** One fault of a member at a time. */
function spread(faults) {
  const free = new Map();
  return faults
    .map((fault) => {
      const atMs = Math.max(fault.atMs, free.get(fault.target) ?? 0);
      free.set(fault.target, atMs + fault.forMs + REST_MS);
      return { ...fault, atMs };
    })
    .sort((one, other) => one.atMs - other.atMs);
}

/** A fault in a line, as reports and failures name it. */
export function faultWords({ kind, target, atMs, forMs, bySeconds, how }) {
  const more = [how, bySeconds === undefined ? undefined : `by ${bySeconds} s`].filter((word) => word !== undefined);
  return [`${(atMs / 1_000).toFixed(1)} s`, kind, target, ...more, ...(forMs > 0 ? [`for ${forMs} ms`] : [])].join(' ');
}
