import { HubError, realmOf, type LogRecord, type Realm } from '@hinomi/contracts';

/** An exercise must never show as real, nor the real as an exercise, whatever topic it was put on: `event.invalid`. */
export function keepApart(realm: Realm, data: Parameters<typeof realmOf>[0], record: LogRecord): void {
  if (realmOf(data) === realm) return;
  throw new HubError('event.invalid', `${record.topic}/${record.partition}@${record.offset}: is of the other realm`);
}
