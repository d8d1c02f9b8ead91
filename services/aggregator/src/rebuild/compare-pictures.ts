import type { FeatureId } from '@hinomi/contracts';
import type { CanonicalPicture } from './canonical-picture.js';

export interface Difference {
  id: FeatureId;
  /** In the picture and not to be, the other way round, or with other content. */
  is: 'too much' | 'missing' | 'different';
}

/** Where a picture is not what it should be, in order of the ids. */
export function comparePictures(should: CanonicalPicture, is: CanonicalPicture): Difference[] {
  const differences: Difference[] = [];
  for (const [id, digest] of should) {
    const found = is.get(id);
    if (found === undefined) differences.push({ id, is: 'missing' });
    else if (found !== digest) differences.push({ id, is: 'different' });
  }
  for (const id of is.keys()) if (!should.has(id)) differences.push({ id, is: 'too much' });
  return differences.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}
