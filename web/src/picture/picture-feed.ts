import { millisOf, type Heartbeat, type InterestV1 } from '@hinomi/contracts';
import type { AccessToken } from '../access/access-token.js';
import type { HubApi } from '../access/hub-api.js';
import type { LiveFacts } from './live-state.js';
import { PictureConnection } from './picture-connection.js';
import { EMPTY_PICTURE, type PictureState } from './picture-state.js';

/** Everything the room knows about its picture at one moment. */
export interface PictureView extends LiveFacts {
  picture: PictureState;
  heartbeat: Heartbeat | null;
  /** The hub's clock minus this device's: ages are computed on the hub's time. */
  clockOffsetMs: number;
}

/** Places that call for nobody's attention are hundreds of thousands, and come in tiles. */
const CALLING = { shelter: 1, facility: 1, resource: 1 };

/** What the room is told of a realm, now and in the past. */
export const roomInterest = (exercise: boolean): InterestV1 => ({ exercise, minSeverityOf: CALLING });

/** One realm's picture as something React can subscribe to; a new object per change. */
export class PictureFeed {
  private view: PictureView = {
    picture: EMPTY_PICTURE,
    heartbeat: null,
    clockOffsetMs: 0,
    confirmedAtMs: null,
    cutAtMs: null,
    startedAtMs: Date.now(),
  };
  private readonly listeners = new Set<() => void>();
  private connection: PictureConnection | null = null;

  constructor(
    private readonly access: AccessToken,
    private readonly api: HubApi,
    readonly exercise: boolean,
  ) {}

  open(): void {
    this.connection ??= new PictureConnection(this.access, this.api, roomInterest(this.exercise), {
      picture: (picture) => this.change({ picture, confirmedAtMs: Date.now() }),
      heartbeat: (heartbeat) => this.change({ heartbeat, clockOffsetMs: millisOf(heartbeat.at) - Date.now() }),
      line: (connected) => this.change({ cutAtMs: connected ? null : (this.view.cutAtMs ?? Date.now()) }),
    });
  }

  close(): void {
    this.connection?.close();
    this.connection = null;
  }

  readonly current = (): PictureView => this.view;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private change(part: Partial<PictureView>): void {
    this.view = { ...this.view, ...part };
    for (const listener of this.listeners) listener();
  }
}
