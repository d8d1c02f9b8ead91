import {
  IDLE_AFTER_MS,
  PRESENCE_NAMESPACE,
  type PresenceChange,
  type PresenceFollowers,
  type PresenceId,
  type PresenceList,
  type PresenceReply,
  type PresenceReport,
} from '@hinomi/contracts';
import { io, type Socket } from 'socket.io-client';
import { ulid } from 'ulid';
import type { AccessToken } from '../access/access-token.js';
import {
  afterWaiting,
  BACK_WITHIN_MS,
  NOBODY,
  withChange,
  withFollowing,
  withList,
  withoutFollowing,
  withoutLine,
  type FollowEnd,
  type PresenceState,
} from './presence-state.js';
import { NOT_TOLD, tellIn, type Told } from './report-pace.js';

interface FromHub {
  present: (list: PresenceList) => void;
  moved: (change: PresenceChange) => void;
  followers: (followers: PresenceFollowers) => void;
}
interface ToHub {
  here: (report: PresenceReport, reply: (answer: PresenceReply) => void) => void;
}

/** What this console shows; whom it follows, and whether somebody is at it, the desk knows. */
export type OwnView = Omit<PresenceReport, 'following' | 'idleMs'>;

const ANSWER_TIMEOUT_MS = 8_000;
/** The device says that it has no network: a hub on this same machine still answers at once. */
const PROBE_TIMEOUT_MS = 2_000;
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 8_000;
const LOOK_EVERY_MS = 5_000;
/** This window, for as long as its page lives: back after a break it is the same console. */
const CONSOLE = ulid();

/** Tells the hub what this console shows, and knows who else is there. Outside React: it is told, and says what changed. */
export class PresenceDesk {
  private state = NOBODY;
  private readonly listeners = new Set<() => void>();
  private socket: Socket<FromHub, ToHub> | null = null;
  private view: OwnView | null = null;
  private told: Told = NOT_TOLD;
  private touchedMs = Date.now();
  private tellTimer: ReturnType<typeof setTimeout> | undefined;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private waitTimer: ReturnType<typeof setTimeout> | undefined;
  private lookTimer: ReturnType<typeof setInterval> | undefined;
  private retryMs = FIRST_RETRY_MS;
  /** Whom the hub did not let this console follow when it was asked last. */
  private unsure: PresenceId | null = null;

  constructor(private readonly access: AccessToken) {}

  open(): void {
    const socket: Socket<FromHub, ToHub> = io(PRESENCE_NAMESPACE, {
      auth: (give) => void this.credentials().then(give),
      transports: ['websocket', 'polling'],
      ...{ tryAllTransports: true, forceNew: true },
      ...{ reconnectionDelay: FIRST_RETRY_MS, reconnectionDelayMax: LAST_RETRY_MS },
    });
    this.socket = socket;
    socket.on('connect', () => {
      this.retryMs = FIRST_RETRY_MS;
      this.told = NOT_TOLD;
      this.tell();
    });
    socket.on('disconnect', (reason) => {
      this.change(withoutLine(this.state));
      if (reason === 'io server disconnect') this.connectLater();
    });
    socket.on('connect_error', (error: Error & { data?: { code?: string } }) => {
      this.change(withoutLine(this.state));
      // No token helps who is not to see anybody; and the picture's own line goes on with theirs.
      if (error.data?.code === 'access.denied') return;
      if (error.data?.code?.startsWith('access.') === true) this.access.forget();
      if (!socket.active) this.connectLater();
    });
    socket.on('present', (list) => this.change(withList(this.state, list, Date.now())));
    socket.on('moved', (change) => this.change(withChange(this.state, change, Date.now())));
    socket.on('followers', ({ followers }) => this.change({ ...this.state, followers }));
    window.addEventListener('offline', this.probe);
    this.lookTimer = setInterval(() => this.tell(), LOOK_EVERY_MS);
  }

  close(): void {
    for (const timer of [this.tellTimer, this.retryTimer, this.waitTimer]) clearTimeout(timer);
    clearInterval(this.lookTimer);
    window.removeEventListener('offline', this.probe);
    this.socket?.disconnect();
    this.socket = null;
    this.change(NOBODY);
  }

  readonly current = (): PresenceState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  show(view: OwnView): void {
    this.view = view;
    this.tell();
  }

  /** Somebody is at this console. */
  touch(): void {
    const wasIdle = this.isIdle();
    this.touchedMs = Date.now();
    if (wasIdle) this.tell();
  }

  follow(id: PresenceId): void {
    if (this.view === null) return;
    this.change(withFollowing(this.state, id, this.view.realm));
    this.tell();
  }

  unfollow(why: FollowEnd): void {
    this.change(withoutFollowing(this.state, why));
    this.tell();
  }

  private isIdle(): boolean {
    return Date.now() - this.touchedMs >= IDLE_AFTER_MS;
  }

  /** Now, or when a second has passed since it was told last; nothing while all of it is known. */
  private tell(answerMs = ANSWER_TIMEOUT_MS): void {
    clearTimeout(this.tellTimer);
    const { socket, view } = this;
    if (socket?.connected !== true || view === null) return;
    const following = this.state.following?.id ?? null;
    const text = JSON.stringify([view, following, this.isIdle()]);
    const inMs = tellIn(this.told, text, Date.now());
    if (inMs === null) return;
    if (inMs > 0) {
      this.tellTimer = setTimeout(() => this.tell(), inMs);
      return;
    }
    this.told = { text, atMs: Date.now() };
    const idleMs = this.isIdle() ? Date.now() - this.touchedMs : null;
    socket
      .timeout(answerMs)
      .emitWithAck('here', { ...view, following, idleMs })
      .then(
        (reply) => {
          if (reply.outcome === 'refused') this.told = { ...this.told, text: '' };
          else if (following === null || reply.following !== null) this.unsure = null;
          else this.notFollowed(following);
        },
        () => this.lineIsDead(socket),
      );
  }

  private readonly probe = (): void => {
    this.told = NOT_TOLD;
    this.tell(PROBE_TIMEOUT_MS);
  };

  /** Nobody answered: what stands here may be old, and another line is tried. */
  private lineIsDead(socket: Socket): void {
    if (socket !== this.socket || !socket.connected) return;
    socket.disconnect();
    socket.connect();
  }

  /**
   * The hub does not see them, or they follow this console. The first mostly shows in the list a moment later: somebody who
   * is leaving is no circle. So the hub is asked once more.
   */
  private notFollowed(id: PresenceId): void {
    if (this.state.following?.id !== id) return;
    if (this.unsure === id && this.state.others.has(id)) return this.unfollow('circle');
    this.unsure = id;
    this.told = { ...this.told, text: '' };
  }

  private change(state: PresenceState): void {
    const before = this.state;
    if (state === before) return;
    this.state = state;
    clearTimeout(this.waitTimer);
    if (state.following !== null && state.following.missingSinceMs !== null)
      this.waitTimer = setTimeout(
        () => {
          this.change(afterWaiting(this.state, Date.now()));
          this.tell();
        },
        state.following.missingSinceMs + BACK_WITHIN_MS - Date.now(),
      );
    for (const listener of this.listeners) listener();
    if (before.following !== null && state.following === null) this.tell();
  }

  private async credentials(): Promise<{ token?: string; console: string }> {
    try {
      return { token: await this.access.get(), console: CONSOLE };
    } catch {
      // The hub then refuses the connection, and the retry asks for a token again.
      return { console: CONSOLE };
    }
  }

  private connectLater(): void {
    clearTimeout(this.retryTimer);
    this.retryTimer = setTimeout(() => this.socket?.connect(), this.retryMs);
    this.retryMs = Math.min(this.retryMs * 2, LAST_RETRY_MS);
  }
}
