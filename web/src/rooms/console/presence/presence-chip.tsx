import type { ReactNode } from 'react';
import type { PresenceState } from '../../../presence/presence-state.js';
import { inOrder } from '../../../presence/presence-parts.js';
import { useWords } from '../../../words/language-context.js';
import { usePresenceWords } from '../../../words/presence/presence-words.js';
import { plain } from '../../../words/ruby-text.js';
import { Ruby } from '../../../words/ruby.js';
import { PersonMark } from './person-mark.js';

/** More would push what is beside them off the bar. */
const MOST_MARKS = 3;

interface PresenceChipProps {
  state: PresenceState;
  opened: boolean;
  toggle: () => void;
}

/** How many others are here, quietly; and by how many one is followed, so that nobody is watched unawares. */
export function PresenceChip({ state, opened, toggle }: PresenceChipProps): ReactNode {
  const words = useWords();
  const text = usePresenceWords();
  const others = inOrder(state.others.values());
  const followers = state.followers.length;
  const names = others.map(({ name }) => name).join(words.separator);
  const label = [
    plain(words.presence.title),
    state.connected ? plain(text.others(others.length)) : plain(text.notLive),
    names,
    followers > 0 ? plain(text.followedBy(followers)) : '',
  ];
  return (
    <button
      type="button"
      className="bar-button presence-chip"
      aria-pressed={opened}
      aria-label={label.filter((part) => part !== '').join(words.separator)}
      title={`${plain(words.presence.open)} (V)`}
      onClick={toggle}
      data-live={state.connected}
      data-others={others.length}
      data-followers={followers}
      data-testid="open-presence"
    >
      {others.slice(0, MOST_MARKS).map((each) => (
        <PersonMark key={each.id} person={each} />
      ))}
      <span className="presence-count">
        <Ruby>{others.length === 0 ? words.presence.title : text.count(others.length)}</Ruby>
      </span>
      {followers > 0 && (
        <span className="presence-followed">
          <span className="presence-long">
            <Ruby>{text.followedBy(followers)}</Ruby>
          </span>
          <span className="presence-short">{followers}</span>
        </span>
      )}
    </button>
  );
}
