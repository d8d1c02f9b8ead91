import type { ReactNode } from 'react';
import type { Me, PresenceEntry, PresenceId } from '@hinomi/contracts';
import { inOrder } from '../../../presence/presence-parts.js';
import type { PresenceState } from '../../../presence/presence-state.js';
import { tableOfCodes } from '../../../places/place-names.js';
import { usePlaceNames } from '../../../places/use-place-names.js';
import { useWords } from '../../../words/language-context.js';
import { usePresenceWords } from '../../../words/presence/presence-words.js';
import { Ruby } from '../../../words/ruby.js';
import { Part } from '../details/facts.js';
import { Panel } from '../panel.js';
import { PersonRow } from './person-row.js';

interface PresencePanelProps {
  state: PresenceState;
  me: Me;
  realm: PresenceEntry['realm'];
  hubNowMs: number;
  mayFollow: (entry: PresenceEntry) => boolean;
  follow: (id: PresenceId) => void;
  unfollow: () => void;
  frames: boolean;
  setFrames: (on: boolean) => void;
  close: () => void;
}

/** Who is at headquarters, where each looks, and by whom one is followed. */
export function PresencePanel(props: PresencePanelProps): ReactNode {
  const { state, me, realm, hubNowMs, mayFollow, follow, unfollow, frames, setFrames, close } = props;
  const words = useWords();
  const text = usePresenceWords();
  const places = usePlaceNames(tableOfCodes(words.language));
  const { followers, following } = state;
  const others = inOrder(state.others.values());
  return (
    <Panel title={words.presence.title} close={close}>
      <p className="detail-note">
        <Ruby>{text.note}</Ruby>
      </p>
      {!state.connected && (
        <p role="status" className="presence-notice" data-testid="presence-not-live">
          <Ruby>{state.known ? text.notLive : text.asking}</Ruby>
        </p>
      )}
      {followers.length > 0 && (
        <p className="presence-notice" data-testid="presence-followers">
          <Ruby>{text.followedByNames(followers.map(({ name }) => name))}</Ruby>
        </p>
      )}
      <label className="check">
        <input
          type="checkbox"
          checked={frames}
          onChange={(event) => setFrames(event.target.checked)}
          data-testid="presence-frames"
        />
        <span>
          <Ruby>{text.frames}</Ruby>
        </span>
      </label>
      <Part title={text.here}>
        {others.length === 0 ? (
          <p>
            <Ruby>{text.nobody}</Ruby>
          </p>
        ) : (
          <ul className="presence-list" data-testid="presence-list" data-live={state.connected}>
            {others.map((entry) => (
              <PersonRow
                key={entry.id}
                {...{ entry, places, hubNowMs }}
                isMine={entry.subject === me.subject}
                otherRealm={entry.realm !== realm}
                leader={entry.following === null ? null : nameOf(entry.following, state, text.you)}
                isFollowed={following?.id === entry.id}
                follow={state.connected && mayFollow(entry) ? () => follow(entry.id) : null}
                unfollow={unfollow}
              />
            ))}
          </ul>
        )}
      </Part>
    </Panel>
  );
}

/** Null for somebody who is not seen here. */
function nameOf(id: PresenceId, { you, others }: PresenceState, youWord: string): string | null {
  return id === you ? youWord : (others.get(id)?.name ?? null);
}
