import type { PresenceChange, PresenceEntry, PresenceFollower, PresenceId, PresenceList } from '@hinomi/contracts';

/** Who leaves and is back within so long was only reconnecting: nobody's briefing ends for it. */
export const BACK_WITHIN_MS = 10_000;

/** Whose view this console shows. */
export interface Following {
  id: PresenceId;
  name: string;
  /** As they were seen last. */
  entry: PresenceEntry;
  /** Since when they are not seen, in ms since 1970; null = they are here. */
  missingSinceMs: number | null;
}

export type FollowEnd = 'left' | 'own-move' | 'stopped' | 'other-realm' | 'circle';

export interface PresenceState {
  /** False: what stands here is not up to date. */
  connected: boolean;
  /** The hub has said who is here at least once. */
  known: boolean;
  you: PresenceId | null;
  others: ReadonlyMap<PresenceId, PresenceEntry>;
  followers: readonly PresenceFollower[];
  following: Following | null;
  /** Why and whom this console followed last; null before, and while it follows. */
  ended: { name: string; why: FollowEnd } | null;
}

export const NOBODY: PresenceState = {
  ...{ connected: false, known: false, you: null, others: new Map(), followers: [], following: null, ended: null },
};

/** Everybody, anew. */
export function withList(state: PresenceState, { you, present }: PresenceList, nowMs: number): PresenceState {
  const others = new Map(present.filter(({ id }) => id !== you).map((entry) => [entry.id, entry]));
  return led({ ...state, connected: true, known: true, you, others }, nowMs);
}

export function withChange(state: PresenceState, { here, gone }: PresenceChange, nowMs: number): PresenceState {
  const others = new Map(state.others);
  for (const entry of here) if (entry.id !== state.you) others.set(entry.id, entry);
  for (const id of gone) others.delete(id);
  return led({ ...state, others }, nowMs);
}

/** The line is cut: nobody leaves by that. */
export function withoutLine(state: PresenceState): PresenceState {
  if (!state.connected) return state;
  const following = state.following && { ...state.following, missingSinceMs: null };
  return { ...state, connected: false, following };
}

/** The same state where they are not here, show another world, or follow this console themselves. */
export function withFollowing(state: PresenceState, id: PresenceId, realm: PresenceEntry['realm']): PresenceState {
  const entry = state.others.get(id);
  if (entry === undefined || !mayFollow(state, entry, realm)) return state;
  return { ...state, following: { id, name: entry.name, entry, missingSinceMs: null }, ended: null };
}

export function withoutFollowing(state: PresenceState, why: FollowEnd): PresenceState {
  if (state.following === null) return state;
  return { ...state, following: null, ended: { name: state.following.name, why } };
}

/** Time passed: whoever is not back by now has left. */
export function afterWaiting(state: PresenceState, nowMs: number): PresenceState {
  const since = state.following?.missingSinceMs ?? null;
  return since !== null && nowMs - since >= BACK_WITHIN_MS ? withoutFollowing(state, 'left') : state;
}

export function mayFollow(
  { you, others }: Pick<PresenceState, 'you' | 'others'>,
  entry: PresenceEntry,
  realm: PresenceEntry['realm'],
): boolean {
  return entry.realm === realm && (you === null || !leadsTo(others, entry, you));
}

/** Whether a view is, in the end, that of `whom`. */
function leadsTo(others: PresenceState['others'], entry: PresenceEntry, whom: PresenceId): boolean {
  const passed = new Set<PresenceId>();
  let at: PresenceEntry | undefined = entry;
  while (at !== undefined && !passed.has(at.id)) {
    if (at.following === whom) return true;
    passed.add(at.id);
    at = at.following === null ? undefined : others.get(at.following);
  }
  return false;
}

/** What the news means for whom this console follows. */
function led(state: PresenceState, nowMs: number): PresenceState {
  const { following, others, you } = state;
  if (following === null) return state;
  const entry = others.get(following.id);
  if (entry === undefined)
    return { ...state, following: { ...following, missingSinceMs: following.missingSinceMs ?? nowMs } };
  if (entry.realm !== following.entry.realm) return withoutFollowing(state, 'other-realm');
  // Both began at the same moment.
  if (you !== null && leadsTo(others, entry, you)) return withoutFollowing(state, 'circle');
  return { ...state, following: { id: entry.id, name: entry.name, entry, missingSinceMs: null } };
}
