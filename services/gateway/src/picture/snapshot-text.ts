import type { Cursor, Instant } from '@hinomi/contracts';
import type { PictureMemory } from '@hinomi/interest';
import type { PictureView } from './picture-view.js';

/** Views whose text is kept: after an outage everybody asks for the same few at once. */
const KEPT_VIEWS = 8;

/** Makes `PictureSnapshot` texts: features and cursor come from one state (delta rule D6). */
export class SnapshotText {
  private readonly kept = new Map<string, { position: number; features: string }>();

  constructor(private readonly memory: PictureMemory) {}

  of(view: PictureView, at: Instant): string {
    return this.wrap(this.featuresOf(view), view.cursorAt(this.memory.position), at);
  }

  private featuresOf(view: PictureView): string {
    const { position } = this.memory;
    const known = this.kept.get(view.key);
    this.kept.delete(view.key);
    const features =
      known?.position === position ? known.features : [...this.memory.seenBy(view.sees)].map(({ text }) => text).join();
    this.kept.set(view.key, { position, features });
    if (this.kept.size > KEPT_VIEWS) this.kept.delete(this.kept.keys().next().value!);
    return features;
  }

  private wrap(features: string, cursor: Cursor, at: Instant): string {
    return `{"type":"FeatureCollection","features":[${features}],"cursor":${JSON.stringify(cursor)},"at":"${at}"}`;
  }
}
