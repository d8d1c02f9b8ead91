import { setTimeout as pause } from 'node:timers/promises';
import {
  canonicalFeature,
  fromGeoJson,
  PICTURE_NAMESPACE,
  type Cursor,
  type GeoJsonFeature,
  type Heartbeat,
  type PictureDeltaV1,
  type PictureSnapshot,
  type WatchReply,
} from '@hinomi/contracts';
import { io, type Socket } from 'socket.io-client';

const RETRY_MS = 250;
const ANSWER_LIMIT_MS = 5_000;

/** Follows the picture by the delta rules, as any client may, and comes back by itself after any failure. */
export class PictureWatcher {
  private readonly socket: Socket;
  private readonly features = new Map<string, GeoJsonFeature>();
  private cursor: Cursor | null = null;
  private watching = false;
  private turn = 0;
  heartbeat: Heartbeat | null = null;
  /** How often it had to begin again. */
  connections = 0;

  constructor(
    private readonly url: string,
    private readonly exercise: boolean,
    private readonly token: () => Promise<string>,
  ) {
    this.socket = io(`${url}${PICTURE_NAMESPACE}`, {
      auth: (give) =>
        void this.token().then(
          (token) => give({ token }),
          () => give({}),
        ),
      transports: ['websocket'],
      forceNew: true,
      reconnectionDelay: RETRY_MS,
      reconnectionDelayMax: 2 * RETRY_MS,
    });
    this.socket.on('connect', () => {
      this.connections += 1;
      this.watch();
    });
    this.socket.on('disconnect', () => (this.watching = false));
    this.socket.on('rewatch', () => this.watch());
    this.socket.on('heartbeat', (beat: Heartbeat) => {
      this.heartbeat = beat;
      if (this.watching && beat.cursor !== this.cursor) this.watch();
    });
    this.socket.on('delta', (delta: PictureDeltaV1) => {
      if (!this.watching) return;
      if (delta.from === this.cursor) this.apply(delta);
      else this.watch();
    });
  }

  /** What it shows, in canonical bytes. */
  content(): string[] {
    return contentOf([...this.features.values()]);
  }

  has(id: string): boolean {
    return this.features.has(id);
  }

  close(): void {
    this.turn += 1;
    this.socket.disconnect();
  }

  private watch(): void {
    const { cursor, exercise, socket } = this;
    const turn = ++this.turn;
    this.watching = false;
    const request = { interest: { exercise }, cursor };
    socket.timeout(ANSWER_LIMIT_MS).emit('watch', request, (lost: Error | null, answer: WatchReply) => {
      if (turn !== this.turn || !socket.connected) return;
      // At once: the first delta may be in the same packet as the answer.
      if (lost === null && answer.outcome === 'watching') {
        this.watching = true;
        return this.apply(answer.delta);
      }
      const isAway = lost !== null || answer.outcome === 'refused';
      const next = isAway ? pause(RETRY_MS) : this.fetchSnapshot();
      void next.then(() => turn === this.turn && socket.connected && this.watch());
    });
  }

  private async fetchSnapshot(): Promise<void> {
    const headers = { authorization: `Bearer ${await this.token()}` };
    const reply = await fetch(`${this.url}/api/v1/picture?exercise=${this.exercise}`, { headers }).catch(() => null);
    if (reply?.status !== 200) return pause(RETRY_MS);
    const { features, cursor } = (await reply.json()) as PictureSnapshot;
    this.features.clear();
    for (const feature of features) this.features.set(String(feature.id), feature);
    this.cursor = cursor;
  }

  private apply({ upserts, removes, cursor }: PictureDeltaV1): void {
    for (const feature of upserts) this.features.set(String(feature.id), feature);
    for (const id of removes) this.features.delete(id);
    this.cursor = cursor;
  }
}

/** The content of features, whatever their order and version. */
export function contentOf(features: readonly GeoJsonFeature[]): string[] {
  return features.map((feature) => canonicalFeature(fromGeoJson(feature))).sort();
}
