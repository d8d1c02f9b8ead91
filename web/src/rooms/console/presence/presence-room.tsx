import './presence.css';
import { useMemo, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import type { Me } from '@hinomi/contracts';
import { mayFollow } from '../../../presence/presence-state.js';
import { usePreference } from '../use-preference.js';
import { FollowBanner, FollowNews } from './follow-banner.js';
import type { PresenceDoorProps } from './presence-door.js';
import { PresenceChip } from './presence-chip.js';
import { PresencePanel } from './presence-panel.js';
import { useFollowing } from './use-following.js';
import { useOnlookers } from './use-onlookers.js';
import { usePresenceDesk } from './use-presence-desk.js';

const ON_OFF = ['on', 'off'] as const;
/** Parts of the page that are there before this one. */
const slot = (name: string): HTMLElement => document.getElementById(name) ?? document.body;

/** Who is at headquarters and where they look; whose view this console follows. */
export default function PresenceRoom(props: PresenceDoorProps & { me: Me }): ReactNode {
  const { access, opened, togglePanel, hubNowMs, me } = props;
  const { desk, state } = usePresenceDesk(access);
  const realm = props.inDrill ? 'drill' : 'real';
  const [frames, setFrames] = usePreference('presence-frames', ON_OFF, 'off');
  const shown = useMemo(
    () => (frames === 'on' ? [...state.others.values()].filter((entry) => entry.realm === realm) : []),
    [frames, state.others, realm],
  );
  const onlookers = useOnlookers(props, desk, shown);
  useFollowing(state.following, onlookers, props, realm, desk);
  const toggle = (): void => togglePanel('presence');
  return (
    <>
      {createPortal(<PresenceChip state={state} opened={opened} toggle={toggle} />, slot('presence-slot'))}
      {state.following !== null &&
        createPortal(
          <FollowBanner
            following={state.following}
            connected={state.connected}
            stop={() => desk.unfollow('stopped')}
          />,
          slot('follow-slot'),
        )}
      <FollowNews state={state} />
      {opened && (
        <PresencePanel
          {...{ state, me, realm, hubNowMs }}
          mayFollow={(entry) => mayFollow(state, entry, realm)}
          follow={(id) => desk.follow(id)}
          unfollow={() => desk.unfollow('stopped')}
          frames={frames === 'on'}
          setFrames={(on) => setFrames(on ? 'on' : 'off')}
          close={toggle}
        />
      )}
    </>
  );
}
