import type { PictureDeltaV1 } from '@hinomi/contracts';
import type { Socket } from 'socket.io';
import type { WatchingMember } from './watch-desk.js';

/**
 * Messages that may wait in a socket's own buffer. Between two reads of a healthy socket there are one or two; with more
 * the network is slower than the picture, and deltas are merged instead of queued.
 */
const MAX_WAITING_MESSAGES = 4;

/** A Socket.IO socket as an audience sees it. */
export class SocketMember implements WatchingMember {
  constructor(private readonly socket: Socket) {}

  get id(): string {
    return this.socket.id;
  }

  isFull(): boolean {
    return isBufferFull(this.socket);
  }

  send(delta: PictureDeltaV1): void {
    this.socket.emit('delta', delta);
  }

  /** @NOTE With the in-memory adapter `join` takes effect at once; an adapter that answers later would lose deltas. */
  join(audienceKey: string): void {
    void this.socket.join(audienceKey);
  }

  leave(audienceKey: string): void {
    void this.socket.leave(audienceKey);
  }
}

/** @NOTE `writeBuffer` is Engine.IO's, private in its types only; a spec with a stalled socket watches over it. */
export function isBufferFull(socket: Pick<Socket, 'conn'>): boolean {
  const { writeBuffer } = socket.conn as unknown as { writeBuffer: readonly unknown[] };
  return writeBuffer.length >= MAX_WAITING_MESSAGES;
}
