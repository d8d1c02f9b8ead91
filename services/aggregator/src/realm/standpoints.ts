import { encodeStandpoint, topicIn, type Realm } from '@hinomi/contracts';
import type { EventLog, TopicPosition } from '@hinomi/event-log';
import type { Clock } from './clock.js';

/** Rarely enough to cost nothing, often enough that who checks the picture need not wait. */
const PAUSE_MS = 1_000;

/** Says on the log, from time to time, that all of the picture so far follows from the inputs so far. */
export class Standpoints {
  private due = false;
  private callOff: (() => void) | null = null;
  private said = '';

  constructor(
    private readonly parts: {
      realm: Realm;
      log: EventLog;
      clock: Clock;
      wake: () => void;
      complain: (cause: unknown) => void;
    },
  ) {}

  /** Inputs were worked in, or the picture has grown. */
  changed(): void {
    this.callOff ??= this.parts.clock.after(PAUSE_MS, () => {
      this.callOff = null;
      this.due = true;
      this.parts.wake();
    });
  }

  get isDue(): boolean {
    return this.due;
  }

  /** To be called when nothing is on its way; says nothing that was said. */
  async say(epoch: number, inputs: Record<string, TopicPosition>, sensorsOwed: number): Promise<void> {
    const { log, realm, complain } = this.parts;
    this.due = false;
    try {
      const [picture = 0] = await log.end(topicIn(realm, 'picture'));
      const copied = Object.fromEntries(Object.entries(inputs).map(([topic, position]) => [topic, [...position]]));
      const record = encodeStandpoint({ epoch, picture, inputs: copied, sensorsOwed });
      const text = String(record.value);
      if (text === this.said) return;
      await log.append(topicIn(realm, 'writers'), [record]);
      this.said = text;
    } catch (cause) {
      complain(cause);
      this.changed();
    }
  }

  stop(): void {
    this.callOff?.();
  }
}
