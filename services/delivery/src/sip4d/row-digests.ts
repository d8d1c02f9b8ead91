import { canonicalJson, sha256Hex, type FeatureV1 } from '@hinomi/contracts';
import type { PictureEntry } from '@hinomi/interest';

/** The contents of rows in short, each worked out once for every version of a feature. */
export class RowDigests {
  private readonly known = new WeakMap<PictureEntry, string>();

  /** When the hub learned of it is in no row. */
  of(entry: PictureEntry): string {
    const there = this.known.get(entry);
    if (there !== undefined) return there;
    const { recordedAt: _recordedAt, ...content }: FeatureV1 = entry.feature;
    const digest = sha256Hex(canonicalJson(content));
    this.known.set(entry, digest);
    return digest;
  }
}
