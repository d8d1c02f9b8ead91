import type { ReactNode } from 'react';
import { millisOf, type PresenceEntry } from '@hinomi/contracts';
import { prefectureName } from '../../../hazards/describe-hazard.js';
import { areaOf } from '../../../presence/presence-parts.js';
import { jurisdictionText } from '../../../places/jurisdictions.js';
import type { PlaceNameTable } from '../../../places/place-names.js';
import { clock, moment } from '../../../words/clock.js';
import { useWords } from '../../../words/language-context.js';
import { usePresenceWords } from '../../../words/presence/presence-words.js';
import { plain } from '../../../words/ruby-text.js';
import { Ruby } from '../../../words/ruby.js';
import { PersonMark } from './person-mark.js';

interface PersonRowProps {
  entry: PresenceEntry;
  places: PlaceNameTable | null;
  hubNowMs: number;
  /** Another window of who looks at the list. */
  isMine: boolean;
  otherRealm: boolean;
  /** Whom they follow. */
  leader: string | null;
  isFollowed: boolean;
  /** Null where nobody may. */
  follow: (() => void) | null;
  unfollow: () => void;
}

export function PersonRow(props: PersonRowProps): ReactNode {
  const { entry, places, hubNowMs, isMine, otherRealm, leader, isFollowed, follow, unfollow } = props;
  const words = useWords();
  const text = usePresenceWords();
  const { language } = words;
  const area = areaOf(entry);
  const where =
    area === null ? text.wide : area.length === 2 ? prefectureName(area, words) : jurisdictionText(area, places, words);
  const time = entry.moment === null ? text.live : text.past(moment(millisOf(entry.moment), language));
  const buttonName = plain(isFollowed ? text.stopNamed(entry.name) : text.followNamed(entry.name));
  return (
    <li className="presence-row" data-presence={entry.id} data-followed={isFollowed}>
      <PersonMark person={entry} />
      <div className="presence-who">
        <strong data-own>{entry.name}</strong>{' '}
        {isMine && (
          <span className="presence-tag">
            <Ruby>{text.ownWindow}</Ruby>
          </span>
        )}
        <span className="presence-role">
          <Ruby>{`${words.people.roles[entry.role]}${words.separator}${jurisdictionText(entry.jurisdiction, places, words)}`}</Ruby>
        </span>
        <span className="presence-where">
          <Ruby>{text.looksAt(where, entry.zoom.toFixed(1))}</Ruby>
        </span>
        <span className="presence-time" data-past={entry.moment !== null}>
          <Ruby>{time}</Ruby>
        </span>
        {otherRealm && (
          <span className="presence-tag">
            <Ruby>{text.realm[entry.realm]}</Ruby>
          </span>
        )}
        {leader !== null && (
          <span className="presence-time">
            <Ruby>{text.follows(leader)}</Ruby>
          </span>
        )}
        {entry.idleSince !== null && (
          <span className="presence-time">
            <Ruby>{text.idle(clock(entry.idleSince, language, hubNowMs))}</Ruby>
          </span>
        )}
      </div>
      <button
        type="button"
        className="button"
        aria-pressed={isFollowed}
        aria-label={buttonName}
        disabled={!isFollowed && follow === null}
        onClick={isFollowed ? unfollow : (follow ?? undefined)}
        data-testid="follow"
      >
        <Ruby>{isFollowed ? text.stop : text.follow}</Ruby>
      </button>
    </li>
  );
}
