import {
  NOT_LIVE_AFTER_MS,
  PICTURE_NAMESPACE,
  type Heartbeat,
  type InterestV1,
  type PictureDeltaV1,
  type WatchReply,
  type WatchRequest,
} from '@hinomi/contracts';
import { io, type Socket } from 'socket.io-client';
import type { AccessToken } from '../access/access-token.js';
import type { HubApi } from '../access/hub-api.js';
import { applyDelta, EMPTY_PICTURE, replacePicture, withDelta, type PictureState } from './picture-state.js';

interface FromHub {
  delta: (delta: PictureDeltaV1) => void;
  heartbeat: (beat: Heartbeat) => void;
  rewatch: () => void;
}
interface ToHub {
  watch: (request: WatchRequest, reply: (answer: WatchReply) => void) => void;
}

export interface PictureListener {
  /** The picture changed, or was confirmed to be the hub's present one. */
  picture(state: PictureState): void;
  heartbeat(beat: Heartbeat): void;
  /** True while the socket is up. */
  line(connected: boolean): void;
}

const ANSWER_TIMEOUT_MS = 8_000;
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 8_000;
/** A heartbeat may overtake a batch of changes; after this long a strange cursor means that something was missed. */
const STRANGE_CURSOR_MS = 1_500;

/**
 * Keeps one picture equal to the hub's: connects, watches with its cursor, fetches a snapshot when told to, and starts
 * over by itself after every kind of failure. Connecting and reconnecting are the same message (D4).
 */
export class PictureConnection {
  private readonly socket: Socket<FromHub, ToHub>;
  private state: PictureState = EMPTY_PICTURE;
  private watching: 'no' | 'asking' | 'yes' = 'no';
  private retryMs = FIRST_RETRY_MS;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private strangeTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly watchdog: ReturnType<typeof setInterval>;
  private lastConfirmedMs = Date.now();
  private closed = false;

  constructor(
    private readonly access: AccessToken,
    private readonly api: HubApi,
    private readonly interest: InterestV1,
    private readonly listener: PictureListener,
  ) {
    this.socket = io(PICTURE_NAMESPACE, {
      auth: (give) => void this.credentials().then(give),
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      forceNew: true,
      reconnectionDelay: FIRST_RETRY_MS,
      reconnectionDelayMax: LAST_RETRY_MS,
    });
    this.socket.on('connect', () => {
      this.listener.line(true);
      this.watchAgain();
    });
    this.socket.on('disconnect', (reason) => {
      this.watching = 'no';
      this.listener.line(false);
      if (reason === 'io server disconnect') this.later(() => this.socket.connect());
    });
    this.socket.on('connect_error', (error) => {
      this.listener.line(false);
      if (isRefusal(error)) this.access.forget();
      if (!this.socket.active) this.later(() => this.socket.connect());
    });
    this.socket.on('delta', (delta) => this.onDelta(delta));
    this.socket.on('heartbeat', (beat) => this.onHeartbeat(beat));
    this.socket.on('rewatch', () => this.watchAgain());
    this.watchdog = setInterval(() => this.wakeUp(), NOT_LIVE_AFTER_MS / 3);
    window.addEventListener('online', this.wakeUp);
    document.addEventListener('visibilitychange', this.wakeUp);
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.retryTimer);
    clearTimeout(this.strangeTimer);
    clearInterval(this.watchdog);
    window.removeEventListener('online', this.wakeUp);
    document.removeEventListener('visibilitychange', this.wakeUp);
    this.socket.disconnect();
  }

  private async credentials(): Promise<{ token?: string }> {
    try {
      const token = await this.access.get();
      return { token };
    } catch {
      // The hub then refuses the connection, and the retry asks for a token again.
      return {};
    }
  }

  /** A laptop that slept, or a line that died without saying so. */
  private readonly wakeUp = (): void => {
    if (this.closed || Date.now() - this.lastConfirmedMs < NOT_LIVE_AFTER_MS) return;
    if (!this.socket.connected) this.connectAgain();
    else if (this.watching === 'yes') this.watchAgain();
  };

  private onDelta(delta: PictureDeltaV1): void {
    if (this.watching !== 'yes') return;
    const result = applyDelta(this.state, delta);
    if (result.outcome === 'rewatch') this.watchAgain();
    else this.confirm(result.outcome === 'applied' ? result.state : this.state);
  }

  private onHeartbeat(beat: Heartbeat): void {
    this.listener.heartbeat(beat);
    if (this.watching !== 'yes') return;
    if (beat.cursor === this.state.cursor) {
      this.confirm(this.state);
      return;
    }
    clearTimeout(this.strangeTimer);
    const before = this.state.cursor;
    this.strangeTimer = setTimeout(() => {
      if (this.state.cursor === before) this.watchAgain();
    }, STRANGE_CURSOR_MS);
  }

  private confirm(state: PictureState): void {
    clearTimeout(this.strangeTimer);
    this.lastConfirmedMs = Date.now();
    this.state = state;
    this.listener.picture(state);
  }

  /**
   * @NOTE Only for a socket that has given up. One that is on its way would say `CONNECT` a second time on the same line, and the
   * hub would hold two sockets for one page; a line on which nobody signs in is closed by the hub.
   */
  private connectAgain(): void {
    if (!this.socket.active) this.socket.connect();
  }

  private watchAgain(): void {
    if (this.closed || this.watching === 'asking' || !this.socket.connected) return;
    this.watching = 'asking';
    this.watch().then(
      (watching) => {
        if (this.watching !== 'asking') return;
        this.watching = watching ? 'yes' : 'no';
        if (watching) this.retryMs = FIRST_RETRY_MS;
        else this.later(() => this.watchAgain());
      },
      () => {
        this.watching = 'no';
        this.later(() => (this.socket.connected ? this.watchAgain() : this.connectAgain()));
      },
    );
  }

  /** True once the hub streams to us from the cursor we have. */
  private async watch(): Promise<boolean> {
    const first = await this.ask();
    if (first.outcome === 'refused') {
      this.access.forget();
      return false;
    }
    if (first.outcome === 'watching') return this.begin(first.delta);
    this.state = replacePicture(await this.api.snapshot(this.interest));
    this.listener.picture(this.state);
    const second = await this.ask();
    return second.outcome === 'watching' && this.begin(second.delta);
  }

  private ask(): Promise<WatchReply> {
    return this.socket
      .timeout(ANSWER_TIMEOUT_MS)
      .emitWithAck('watch', { interest: this.interest, cursor: this.state.cursor });
  }

  private begin(delta: PictureDeltaV1): boolean {
    if (delta.from !== this.state.cursor) return false;
    this.confirm(withDelta(this.state, delta));
    return true;
  }

  private later(step: () => void): void {
    clearTimeout(this.retryTimer);
    if (this.closed) return;
    this.retryTimer = setTimeout(step, this.retryMs);
    this.retryMs = Math.min(this.retryMs * 2, LAST_RETRY_MS);
  }
}

/** The hub answered, and the answer was no; a hub that is away says nothing about the token, which stays good. */
function isRefusal(error: Error & { data?: { code?: string } }): boolean {
  return error.data?.code?.startsWith('access.') ?? false;
}
