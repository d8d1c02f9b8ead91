import type { LogRecord } from '@hinomi/contracts';
import type { EventLog, Subscription, TailOptions, TopicPosition } from './event-log.js';

/** A tail that has handled everything that was in the topic when it began, by the time this resolves. */
export async function tailToEnd(
  log: EventLog,
  topic: string,
  from: TopicPosition,
  handler: (record: LogRecord) => Promise<void> | void,
  options: Omit<TailOptions, 'onCaughtUp'> = {},
): Promise<Subscription> {
  let caughtUp = (): void => undefined;
  const known = new Promise<void>((resolve) => (caughtUp = resolve));
  const tail = await log.tail(topic, from, handler, { ...options, onCaughtUp: caughtUp });
  await known;
  return tail;
}
