import type { FeedFormat } from '@hinomi/contracts';
import type { QueueState } from '@hinomi/service-kit';
import type { ReadingRoom } from '../aside/reading-room.js';
import { IntakeTurns, laneOf } from './intake-turns.js';

/** The way in for bytes: a place for a large body, then a turn. */
export class Intake {
  constructor(
    private readonly room: ReadingRoom,
    private readonly turns = new IntakeTurns(),
  ) {}

  get states(): QueueState[] {
    return [...this.turns.states, this.room.state];
  }

  /** See `ReportDoorParts.enter`. */
  async enter(format: FeedFormat, bytes: Uint8Array): Promise<() => void> {
    const leaveRoom = this.room.enter(format, bytes);
    try {
      const leave = await this.turns.take(laneOf(format, bytes));
      return () => {
        leave();
        leaveRoom();
      };
    } catch (error) {
      leaveRoom();
      throw error;
    }
  }
}
