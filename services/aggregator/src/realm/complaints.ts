import { HubError } from '@hinomi/contracts';
import type { RealmAggregatorOptions } from './realm-aggregator-options.js';

type Fields = Readonly<Record<string, unknown>>;

/** What a realm's aggregator could not do, told in words; a bug keeps its stack. */
export class Complaints {
  private passed = 0;

  constructor(private readonly options: Pick<RealmAggregatorOptions, 'realm' | 'logger'>) {}

  /** Records passed over. */
  get passedOver(): number {
    return this.passed;
  }

  /** One bad record must not stop a hazard topic: it is counted, told once, and left behind. */
  passOver(what: string, cause: unknown, fields?: Fields): void {
    this.passed += 1;
    this.tell(`passed over ${what}`, cause, fields);
  }

  tell(what: string, cause: unknown, fields?: Fields): void {
    const { realm, logger } = this.options;
    const known = cause instanceof HubError;
    const why = cause instanceof Error ? cause.message : String(cause);
    const stack = known || !(cause instanceof Error) ? undefined : cause.stack;
    logger.error(`The ${realm} aggregator: ${what}: ${why}`, stack, fields);
  }
}
