import {
  canonicalJson,
  needsPublishedId,
  type FeatureId,
  type FeatureV1,
  type Instant,
  type NeedsPublishedV1,
  type RunId,
  type SourceId,
  type Subject,
} from '@hinomi/contracts';
import type { DraftFeature } from '../hazards/hazard-feature.js';
import type { FactOrigin } from '../realm/fact-journal.js';

/** A publication's cell of one area, as the log has it. */
export interface KnownNeeds {
  published: NeedsPublishedV1;
  appendedAt: Instant;
}

/** What a checkpoint keeps of published needs. */
export interface NeedsFacts {
  needs: readonly KnownNeeds[];
}

const SOURCE = 'hub:phr' as SourceId;

/** Of each area what was published last. Exact counts are never read here. */
export class PublishedNeeds {
  private readonly known = new Map<FeatureId, KnownNeeds>();
  private readonly touched = new Map<FeatureId, FactOrigin | null>();

  publish(added: KnownNeeds, cause: FactOrigin | null): void {
    const id = needsFeatureId(added.published);
    const before = this.known.get(id);
    if (before !== undefined && orderOf(before) >= orderOf(added)) return;
    this.known.set(id, added);
    this.touched.set(id, cause);
  }

  restore({ needs }: NeedsFacts): void {
    for (const known of needs) this.publish(known, null);
  }

  facts(): NeedsFacts {
    return { needs: [...this.known.values()] };
  }

  touchEverything(cause: FactOrigin | null): void {
    for (const id of this.known.keys()) this.touched.set(id, cause);
  }

  /** What changed since the last call; null = it is no longer in the picture. */
  deriveTouched(
    isOver: (run: RunId | null) => boolean,
  ): Map<FeatureId, { feature: DraftFeature | null; cause: FactOrigin | null }> {
    const changes = new Map<FeatureId, { feature: DraftFeature | null; cause: FactOrigin | null }>();
    for (const [id, cause] of this.touched) {
      const known = this.known.get(id);
      if (known === undefined) continue;
      const over = isOver(known.published.exercise);
      // A run that is over stays over, so nothing of it is needed again.
      if (over) this.known.delete(id);
      changes.set(id, { feature: over ? null : deriveNeeds(id, known), cause });
    }
    this.touched.clear();
    return changes;
  }
}

/** The newer publication counts; of two of one time the one that was made last under newer rules, else always the same of the two. */
function orderOf({ published }: KnownNeeds): string {
  return `${published.period.from} ${published.rulesVersion} ${canonicalJson(published)}`;
}

/** Under which id an area's needs are in the picture. */
export function needsFeatureId({ area, exercise }: Pick<NeedsPublishedV1, 'area' | 'exercise'>): FeatureId {
  // A shelter's id is of its run already.
  if (area.level === 'shelter') return `${area.code}/needs` as FeatureId;
  const run = exercise === null ? '' : `drill:${exercise}:`;
  return `${run}needs:${area.level}:${area.code}` as FeatureId;
}

function deriveNeeds(id: FeatureId, { published, appendedAt }: KnownNeeds): DraftFeature {
  const { area, period, threshold, needs, coverage, within, rulesVersion, exercise } = published;
  const ofShelter = area.level === 'shelter';
  return {
    id,
    layer: 'need',
    kind: 'need',
    // It is drawn where its shelter is, or over its municipality.
    geometry: null,
    area: null,
    areaCodes: ofShelter ? [] : [area.code],
    severity: 0,
    alertLevel: null,
    levelEquivalent: null,
    // The next publication replaces it; until one does, this is what is known.
    valid: { from: period.from, to: null },
    observedAt: null,
    issuedAt: period.from,
    recordedAt: appendedAt,
    properties: {
      ...{ type: 'needs', level: area.level, code: area.code, period, threshold, needs, rulesVersion },
      ...(coverage !== undefined && { coverage }),
      ...(within !== undefined && { within }),
    },
    sources: [sourceOf(published)],
    conflicts: [],
    label: { classification: ofShelter ? 'responders' : 'public', jurisdiction: null },
    exercise,
  };
}

function sourceOf(published: NeedsPublishedV1): FeatureV1['sources'][number] {
  const { area, period } = published;
  return {
    source: SOURCE,
    agency: '',
    attribution: '',
    subject: `needs/${area.level}/${area.code}` as Subject,
    event: needsPublishedId(published),
    issuedAt: period.from,
  };
}
