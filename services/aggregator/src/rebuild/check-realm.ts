import { HubError, topicIn, type FeatureId, type Realm, type Standpoint } from '@hinomi/contracts';
import type { LogReader } from '@hinomi/event-log';
import type { AreaShapes } from '../impact/impact.js';
import { fitsTheLog } from '../picture/picture-writer.js';
import type { RealmFacts } from '../realm/realm-state.js';
import { canonicalOf, digestOfPicture, foldPicture, type CanonicalPicture } from './canonical-picture.js';
import { comparePictures, type Difference } from './compare-pictures.js';
import { foldInputs, inputEnds, type FoldedInputs, type FoldProgress } from './fold-inputs.js';

export interface CheckOptions {
  log: LogReader;
  realm: Realm;
  shapes: AreaShapes | null;
  /** The state of the last checkpoint, for readings that the log no longer has. */
  remembered: RealmFacts | null;
  onProgress: (progress: FoldProgress) => void;
}

/** How a picture compares with what its inputs say. */
export interface Verdict {
  realm: Realm;
  /** Features that there should be, and one digest for all of them. */
  features: number;
  digest: string;
  differences: Difference[];
  /** Sensors that were left out: their newest readings were on their way. */
  sensorsOwed: number;
  /** Sensors that were left out: the picture shows readings that neither the log nor a checkpoint has. */
  readingsGone: FeatureId[];
  /** Features that no record can hold, and that the picture therefore cannot show. */
  tooLarge: FeatureId[];
  folded: FoldedInputs;
}

/** Compares a picture with what its inputs say at a standpoint; null = nobody writes, and all that is there counts. */
export async function checkRealm(options: CheckOptions, standpoint: Standpoint | null): Promise<Verdict> {
  const { log, realm } = options;
  const ends = standpoint?.inputs ?? (await inputEnds(log, realm));
  const [end = 0] = await log.end(topicIn(realm, 'picture'));
  const folded = await foldInputs({ ...options, ends });
  const picture = await foldPicture(log, realm, standpoint?.picture ?? end, folded.readingsFrom);
  if (standpoint !== null && picture.epoch !== standpoint.epoch) {
    throw new HubError('log.unavailable', `Another process has begun to write the ${realm} picture: try again.`, {
      retryable: true,
    });
  }
  const { should, tooLarge } = shouldBe(folded);
  const all = comparePictures(should, picture.features).filter(({ id }) => !tooLarge.includes(id));
  const isOwed = ({ id }: Difference): boolean =>
    (standpoint?.sensorsOwed ?? 0) > 0 && folded.features.get(id)?.kind === 'sensor';
  const isGone = ({ id }: Difference): boolean => picture.readBefore.has(id);
  return {
    realm,
    features: should.size,
    digest: digestOfPicture(should),
    differences: all.filter((difference) => !isOwed(difference) && !isGone(difference)),
    sensorsOwed: all.filter(isOwed).length,
    readingsGone: all.filter((difference) => isGone(difference) && !isOwed(difference)).map(({ id }) => id),
    tooLarge,
    folded,
  };
}

/** What a picture made of these inputs can hold. */
function shouldBe({ features }: FoldedInputs): { should: CanonicalPicture; tooLarge: FeatureId[] } {
  const fitting = new Map([...features].filter(([, draft]) => fitsTheLog(draft)));
  return { should: canonicalOf(fitting), tooLarge: [...features.keys()].filter((id) => !fitting.has(id)) };
}
