import path from 'node:path';
import Sequencer from '@jest/test-sequencer';

/** About what a suite takes of a core, in seconds: their order is what counts. One that is not here is short, or has its place by its kind. */
const SECONDS = {
  'e2e/languages.spec.ts': 230,
  'e2e/console.spec.ts': 150,
  'e2e/hub-lifecycle.spec.ts': 80,
  'e2e/shelter-tablet.spec.ts': 180,
  'e2e/cluster.spec.ts': 320,
  'e2e/agency.spec.ts': 150,
  'e2e/backup.spec.ts': 120,
  'e2e/three-hubs.spec.ts': 110,
  'e2e/boundaries.spec.ts': 65,
  'e2e/kafka-hub.spec.ts': 65,
  'e2e/shelter-grid.spec.ts': 160,
  'e2e/shelter-device.spec.ts': 110,
  'e2e/https.spec.ts': 110,
  'e2e/shelters.spec.ts': 110,
  'e2e/rollups.spec.ts': 100,
  'e2e/shelter-paper.spec.ts': 100,
  'e2e/shelter-photos.spec.ts': 100,
  'e2e/vault.spec.ts': 160,
  'e2e/things.spec.ts': 90,
  'e2e/alerts.spec.ts': 90,
  'e2e/map-search.spec.ts': 80,
  'services/phr/src/leak/leak.int.spec.ts': 80,
  'e2e/past-picture.spec.ts': 75,
  'libs/event-log/src/kafka/kafka-event-log.spec.ts': 60,
  'services/phr/src/crash/crash.int.spec.ts': 50,
  'libs/store/src/embedded/power-cut.spec.ts': 35,
  'libs/store/src/embedded/killed.spec.ts': 32,
  'libs/formats/src/xml/any-writing.spec.ts': 30,
};
/** A hub of its own and a browser; a store or a log; nothing. */
const BY_KIND = [
  [/^e2e\//, 60],
  [/\.int\.spec\.ts$/, 15],
];

/** The longest suites first, so that no worker is left with one of them when the others have nothing more to do. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const seconds = new Map(tests.map((test) => [test, this.secondsOf(test)]));
    return [...tests].sort((one, other) => seconds.get(other) - seconds.get(one) || (one.path < other.path ? -1 : 1));
  }

  /** As it was the last time here, or as the list has it. */
  secondsOf(test) {
    const last = this.time(test);
    if (last !== undefined) return last / 1000;
    const name = path.relative(test.context.config.rootDir, test.path).replaceAll(path.sep, '/');
    return SECONDS[name] ?? BY_KIND.find(([kind]) => kind.test(name))?.[1] ?? 1;
  }
}
