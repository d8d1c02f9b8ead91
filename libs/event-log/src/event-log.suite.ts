import { afterAll, beforeAll, beforeEach, describe } from '@jest/globals';
import { describeAppend } from './suite/append.suite.js';
import { describeConsume } from './suite/consume.suite.js';
import { describeRestart } from './suite/restart.suite.js';
import { SuiteLog, type EventLogHarness } from './suite/suite-log.suite.js';
import { describeTail } from './suite/tail.suite.js';

export type { EventLogHarness };

/** The behaviour both adapters share. The storage may be used before and after: every test works from where the end is. */
export function describeEventLog(name: string, harness: EventLogHarness): void {
  describe(`the log on ${name}`, () => {
    const at = new SuiteLog();
    beforeAll(async () => {
      at.log = await harness.open();
    });
    afterAll(async () => {
      await at.log.close();
    });
    beforeEach(() => at.begin());
    describeAppend(at);
    describeTail(at, harness);
    describeConsume(at);
    describeRestart(at, harness);
  });
}
