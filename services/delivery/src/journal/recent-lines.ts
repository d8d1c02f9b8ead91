import type { SubscriptionId } from '@hinomi/contracts';
import { QueueLevel, type QueueState } from '@hinomi/service-kit';
import type { JournalLine, NumberedChange } from './journal.repository.js';

/** Of one subscription, and of all together. */
const MOST_OF_ONE = 10_000;
const MOST = 200_000;

/** The newest lines of subscriptions, as this process wrote them: whoever is not far behind is answered without the database. */
export class RecentLines {
  private readonly bySubscription = new Map<SubscriptionId, JournalLine[]>();
  private count = 0;
  private readonly level = new QueueLevel('journal.recent-lines', MOST);

  get state(): QueueState {
    this.level.set(this.count);
    return this.level.state;
  }

  note(changes: readonly NumberedChange[]): void {
    if (this.count + changes.length > MOST) this.clear();
    for (const { subscriptionId, ...line } of changes) {
      const lines = this.bySubscription.get(subscriptionId) ?? [];
      this.bySubscription.set(subscriptionId, lines);
      // Somebody else has written in between: what is older is not to be told from here.
      if (lines.length > 0 && lines.at(-1)!.sequence !== line.sequence - 1) this.drop(lines, lines.length);
      lines.push(line);
      this.count++;
      if (lines.length > MOST_OF_ONE) this.drop(lines, MOST_OF_ONE / 2);
    }
  }

  /** Null where it is not known here what follows. */
  after(id: SubscriptionId, sequence: number, limit: number): JournalLine[] | null {
    const lines = this.bySubscription.get(id);
    const [first, last] = [lines?.[0]?.sequence ?? 0, lines?.at(-1)?.sequence ?? 0];
    if (lines === undefined || sequence < first - 1 || sequence >= last) return null;
    const from = sequence + 1 - first;
    return lines.slice(from, from + limit);
  }

  forget(id: SubscriptionId): void {
    const lines = this.bySubscription.get(id);
    if (lines !== undefined) this.count -= lines.length;
    this.bySubscription.delete(id);
  }

  clear(): void {
    this.bySubscription.clear();
    this.count = 0;
  }

  private drop(lines: JournalLine[], count: number): void {
    lines.splice(0, count);
    this.count -= count;
  }
}
