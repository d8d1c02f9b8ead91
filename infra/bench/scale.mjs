/** One gateway and two, the same load: as far as the cores of this machine can tell. */
import os from 'node:os';
import { whyNoCluster } from '../cluster/cluster.mjs';
import { run } from './fanout.mjs';
import { ms, table } from './measures.mjs';
import { startClusterSide } from './sides.mjs';

export async function benchScale({ rate, sockets, seconds }) {
  const missing = await whyNoCluster();
  if (missing !== null) {
    console.log(`The bench of scaling is left out: ${missing}`);
    return null;
  }
  const results = [];
  for (const gateways of [1, 2]) {
    const side = await startClusterSide({ gateways, standbys: 1 });
    try {
      console.error(`scale: ${gateways} gateways, ${rate}/s to ${sockets} sockets`);
      results.push({ gateways, ...(await run(side, { where: 'cluster', urgent: false, rate, seconds, sockets })) });
    } finally {
      await side.stop();
    }
  }
  console.log(`\n${rate} routine events a second to ${sockets} sockets, on ${os.cpus().length} cores for everything\n`);
  const rows = [['gateways', 'p50', 'p99', 'p99.9', 'delivered', 'missing', 'turned away']];
  for (const { gateways, p50, p99, p999, deliveries, missing: lost, refused } of results) {
    rows.push([gateways, ms(p50), ms(p99), ms(p999), deliveries, lost, refused]);
  }
  console.log(table(rows));
  console.log('Ingest is one process by design; deliverers take turns at one journal, and share its subscriptions.');
  return results;
}
