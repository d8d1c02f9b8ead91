import type { Policies, Principal } from '@hinomi/access';
import type { Cursor, InterestV1 } from '@hinomi/contracts';
import { interestKey, matcherOf, type Sees } from '@hinomi/interest';
import type { AudienceKind } from './audiences.js';
import type { WatchGround } from './decide-watch.js';
import type { LivePicture } from './live-picture.js';
import { encodeCursor } from './picture-cursor.js';

/** What one principal sees of one picture under one interest: the same for sockets and snapshots. */
export class PictureView implements AudienceKind {
  readonly key: string;
  readonly sees: Sees;
  private readonly interestKey: string;

  constructor(
    private readonly picture: LivePicture,
    interest: InterestV1,
    private readonly principal: Principal,
    private readonly policies: Policies,
  ) {
    this.interestKey = interestKey(interest);
    this.key = `${this.interestKey}.${principal.attributesHash}`;
    this.sees = sightOf(interest, principal, policies);
  }

  readonly cursorAt = (position: number): Cursor => encodeCursor({ ...this.ground(), position });

  /** What a cursor of this view would say now. */
  ground(): WatchGround {
    const { logId, realm, memory } = this.picture;
    return {
      logId,
      realm,
      position: memory.position,
      oldestPosition: memory.oldestPosition,
      interest: this.interestKey,
      attributes: this.principal.attributesHash,
      policy: this.policies.version,
    };
  }
}

function sightOf(interest: InterestV1, principal: Principal, policies: Policies): Sees {
  const matches = matcherOf(interest);
  return (entry) => policies.maySee(principal, entry.feature.label) && matches(entry.feature, () => entry.place);
}
