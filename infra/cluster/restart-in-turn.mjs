/** Restarts what was asked for one after another, each only once the one before is of use again. */
import { setTimeout as delay } from 'node:timers/promises';

const READY_LIMIT_MS = 120_000;
const ASK_LIMIT_MS = 2_000;
/** haproxy asks a gateway once a second, and brokers take their copies up again within a few. */
const SETTLE_MS = { gateway: 2_000, kafka: 6_000 };

/**
 * @param {{ name: string, url: string | null, restart: () => Promise<unknown> }[]} members in the order in which they stand behind each
 *   other; of aggregators those that wait come before the one that writes
 */
export async function restartInTurn(members, say) {
  for (const member of await standbysFirst(members)) {
    const began = Date.now();
    await member.restart();
    if (member.url !== null) await ofUse(member);
    await delay(SETTLE_MS[member.name.split('-')[0]] ?? 0);
    say(`${member.name} was restarted (${((Date.now() - began) / 1_000).toFixed(1)} s)`);
  }
}

async function standbysFirst(members) {
  const isAggregator = ({ name }) => name.startsWith('aggregator-');
  const asked = await Promise.all(members.filter(isAggregator).map(async (member) => [member, await isActive(member)]));
  const sorted = asked.sort(([, one], [, other]) => Number(one) - Number(other)).map(([member]) => member);
  return members.map((member) => (isAggregator(member) ? sorted.shift() : member));
}

async function isActive({ url }) {
  const reply = await ask(url);
  const { roles = {} } = reply === null ? {} : await reply.json();
  return Object.values(roles).includes('active');
}

async function ofUse({ name, url }) {
  for (const until = Date.now() + READY_LIMIT_MS; (await ask(url))?.status !== 200;) {
    if (Date.now() > until)
      throw new Error(`${name} was restarted and is not ready after ${READY_LIMIT_MS / 1_000} s.`);
    await delay(200);
  }
}

function ask(url) {
  return fetch(`${url}/readyz`, { signal: AbortSignal.timeout(ASK_LIMIT_MS) }).catch(() => null);
}
