/** The aggregator of the bench of sensors, in a process of its own as in a cluster; tells how far it is when asked. */
import { openKafkaLog } from '@hinomi/event-log';
import { CheckpointStore } from '../../services/aggregator/dist/checkpoint/checkpoint-store.js';
import { SYSTEM_CLOCK } from '../../services/aggregator/dist/realm/clock.js';
import { RealmAggregator } from '../../services/aggregator/dist/realm/realm-aggregator.js';
import { usage } from './measures.mjs';

const [brokers, dir] = process.argv.slice(2);
const say = (message) => console.error(message);
const log = await openKafkaLog({ brokers: brokers.split(','), clientId: 'bench-aggregator', onHandlerError: say });
const aggregator = new RealmAggregator({
  realm: 'real',
  log,
  checkpoints: new CheckpointStore(dir, 'real'),
  clock: SYSTEM_CLOCK,
  logger: { warn: say, error: say },
});
await aggregator.start();
process.send('ready');
process.on('message', () => {
  const { inputs, features } = aggregator.status();
  const worked = (inputs.observations ?? []).reduce((sum, next) => sum + next, 0);
  process.send({ worked, features, ...usage() });
});
process.on('disconnect', () => process.exit(0));
