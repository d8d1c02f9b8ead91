import { useEffect, useRef, useState, type ReactNode } from 'react';
import { millisOf } from '@hinomi/contracts';
import type { Following, PresenceState } from '../../../presence/presence-state.js';
import { moment } from '../../../words/clock.js';
import { useWords } from '../../../words/language-context.js';
import { usePresenceWords } from '../../../words/presence/presence-words.js';
import { plain } from '../../../words/ruby-text.js';
import { Ruby } from '../../../words/ruby.js';
import { Icon } from '../icons.js';

interface FollowBannerProps {
  following: Following;
  connected: boolean;
  stop: () => void;
}

/** Nobody may take another's view for their own: it stands over the whole room while one follows. */
export function FollowBanner({ following, connected, stop }: FollowBannerProps): ReactNode {
  const { language } = useWords();
  const text = usePresenceWords();
  const latest = useRef(stop);
  latest.current = stop;
  useEffect(() => {
    // Before the keys of the room: the first Esc lets go of the other's view, and closes nothing.
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.altKey || event.isComposing) return;
      if (document.querySelector('dialog:modal') !== null) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      latest.current();
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, []);
  const { entry } = following;
  const state = !connected
    ? text.standsStill
    : following.missingSinceMs !== null
      ? text.waiting
      : entry.moment === null
        ? text.followLive
        : text.followPast(moment(millisOf(entry.moment), language));
  return (
    <section className="follow-banner" aria-label={plain(text.following(following.name))} data-testid="follow-banner">
      <Icon name="person" />
      <p>
        <strong>
          <Ruby>{text.following(following.name)}</Ruby>
        </strong>{' '}
        <span>
          <Ruby>{state}</Ruby>
        </span>
      </p>
      <button type="button" className="button button-strong" onClick={stop} data-testid="unfollow">
        <Ruby>{text.stop}</Ruby> <kbd>Esc</kbd>
      </button>
    </section>
  );
}

/** Long enough to be read. */
const SAID_MS = 8_000;

/** What began or ended, in a word: seen for a while, and read out when a screen reader has nothing else to say. */
export function FollowNews({ state }: { state: PresenceState }): ReactNode {
  const text = usePresenceWords();
  const { following, ended, followers } = state;
  const said =
    following !== null ? text.following(following.name) : ended === null ? '' : text.ended[ended.why](ended.name);
  const [shown, setShown] = useState<PresenceState['ended']>(null);
  useEffect(() => {
    setShown(ended);
    const timer = setTimeout(() => setShown(null), SAID_MS);
    return () => clearTimeout(timer);
  }, [ended]);
  const names = followers.map(({ name }) => name);
  return (
    <>
      <div className="visually-hidden" role="status">
        <Ruby>{said}</Ruby>
      </div>
      <div className="visually-hidden" role="status">
        <Ruby>{names.length === 0 ? '' : text.followedByNames(names)}</Ruby>
      </div>
      {shown !== null && (
        <p className="follow-ended" aria-hidden="true" data-testid="follow-ended" data-why={shown.why}>
          <Ruby>{text.ended[shown.why](shown.name)}</Ruby>
        </p>
      )}
    </>
  );
}
