import { REALMS, topicIn } from '@hinomi/contracts';

const URGENT: ReadonlySet<string> = new Set(REALMS.map((realm) => topicIn(realm, 'hazards-urgent')));

/** What must not wait behind anything else; no key is ever in two topics, so that this changes the order of no key. */
export function isUrgent(topic: string): boolean {
  return URGENT.has(topic);
}

/** A queue of what belongs to topics: urgent topics first, everything else in the order it came. */
export class UrgentFirst<T extends { readonly topic: string }> {
  private urgent: T[] = [];
  private others: T[] = [];

  get size(): number {
    return this.urgent.length + this.others.length;
  }

  push(one: T): void {
    (isUrgent(one.topic) ? this.urgent : this.others).push(one);
  }

  /** From the front, as long as `fits` says so of the next. */
  take(fits: (one: T) => boolean): T[] {
    const urgent = leading(this.urgent, fits);
    this.urgent.splice(0, urgent.length);
    if (this.urgent.length > 0) return urgent;
    const others = leading(this.others, fits);
    this.others.splice(0, others.length);
    return [...urgent, ...others];
  }

  /** Takes out whatever is not to stay. */
  keep(stays: (one: T) => boolean): void {
    this.urgent = this.urgent.filter(stays);
    this.others = this.others.filter(stays);
  }

  takeAll(): T[] {
    return this.take(() => true);
  }
}

function leading<T>(list: readonly T[], fits: (one: T) => boolean): T[] {
  const end = list.findIndex((one) => !fits(one));
  return end === -1 ? [...list] : list.slice(0, end);
}
