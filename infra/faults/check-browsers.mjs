/** Every browser, by kinds of viewers, beside what the server says that such a viewer sees. */
import { digestOf, pictureFor } from './picture-content.mjs';

/** What differs, in words. */
export async function checkBrowsers(door, crowds, viewers) {
  if (crowds.length === 0) return [];
  const held = await Promise.all(crowds.map((crowd) => crowd.digests()));
  const faults = [];
  for (const [kind, { client, interest, count }] of viewers.entries()) {
    const texts = (await pictureFor(door, client, interest)).map((feature) => JSON.stringify(feature)).sort();
    const digest = digestOf(texts.join('\n'));
    const equal = held.reduce((sum, kinds) => sum + (kinds[kind]?.[digest] ?? 0), 0);
    const all = count * crowds.length;
    if (equal !== all)
      faults.push(`${equal} of ${all} browsers of ${client} ${JSON.stringify(interest)} equal the server`);
  }
  for (const { backwards } of await Promise.all(crowds.map((crowd) => crowd.standing(0))))
    faults.push(...backwards.map((text) => `went back in time: ${text}`));
  return faults;
}
