import { millisOf } from '@hinomi/contracts';
import { deriveCap, type CapAlert } from '@hinomi/formats';
import type { Boundaries } from '@hinomi/geo';
import type { PictureEntry } from '@hinomi/interest';
import type { CapDraft } from './derive-cap-drafts.js';
import { OVER_FOR_MS } from './cap-history.js';

/** What has no end holds so long, and as long again for as long as it is there: readers drop what has expired. */
export const HOLDS_MS = 30 * 24 * 3_600_000;
/** A version is told to few audiences in different words: those that know earlier versions, and those that do not. */
const MOST_READINGS = 4;

/** Drafts as CAP alerts: what was made for one reader is kept for the next. */
export class CapWriter {
  private readonly known = new WeakMap<PictureEntry, Map<string, CapAlert>>();

  constructor(
    private readonly hub: string,
    private readonly boundaries: Boundaries,
  ) {}

  alertOf(draft: CapDraft, nowMs: number): CapAlert {
    const { entry, isOver, sender, sent, earlier } = draft;
    const terms = 1 + Math.max(0, Math.floor((nowMs - millisOf(sent)) / HOLDS_MS));
    const expiresAfterMs = isOver ? OVER_FOR_MS : terms * HOLDS_MS;
    const key = [expiresAfterMs, isOver, sent, ...earlier.map(({ identifier }) => identifier)].join(' ');
    const readings = this.known.get(entry) ?? new Map<string, CapAlert>();
    const there = readings.get(key);
    if (there !== undefined) return there;
    const references = earlier.map((one) => ({ sender: one.sender, identifier: one.identifier, sent: one.sent }));
    const message = { hub: this.hub, sender, sent, references, isOver, expiresAfterMs };
    const alert = deriveCap(entry.feature, {
      ...message,
      shapeOf: (edition, code) => this.boundaries.shape(edition, code),
    });
    if (readings.size >= MOST_READINGS) readings.clear();
    this.known.set(entry, readings.set(key, alert));
    return alert;
  }
}
