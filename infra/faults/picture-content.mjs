import { createHash } from 'node:crypto';
import { canonicalFeature, fromGeoJson } from '@hinomi/contracts';

/** The content of features in canonical bytes, whatever their order, version and time of recording. */
export const contentOf = (features) => features.map((feature) => canonicalFeature(fromGeoJson(feature))).sort();

/** What somebody sees of an interest now. */
export async function pictureFor(door, client, interest) {
  const query = new URLSearchParams(Object.entries(interest).map(([name, value]) => [name, String(value)]));
  const reply = await door.insist(client, 'GET', `/api/v1/picture?${query}`);
  return reply.json().features;
}

/** Of some bytes, or of none. */
export const digestOf = (bytes) =>
  createHash('sha256')
    .update(bytes ?? '')
    .digest('hex');
