import type { ReactNode } from 'react';
import type { DemoClient, Me } from '@hinomi/contracts';
import { useCareWords } from '../../words/care/care-words.js';
import { useWords } from '../../words/language-context.js';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';
import { Problem } from '../accounts/problem.js';
import type { CareViewer } from './use-care-session.js';

type Outside = Exclude<CareViewer, { at: 'in' }>;

/** Before anybody works here, and after the lock: nothing of anybody is on this page. */
export function DoorPage({ viewer, signIn }: { viewer: Outside; signIn: () => void }): ReactNode {
  const text = useCareWords();
  const words = useWords();
  const { door } = text;
  if (viewer.at === 'starting') {
    return (
      <main className="care-door" data-testid="care-door">
        {viewer.failed ? (
          <Problem text={text.failed} />
        ) : (
          <p role="status">
            <Ruby>{words.startUp.loading}</Ruby>
          </p>
        )}
      </main>
    );
  }
  const isShut = viewer.at !== 'signed-out';
  const { title, more } = {
    'signed-out': { title: text.room, more: text.roomMore },
    locked: { title: door.locked, more: door.lockedMore },
    ended: { title: words.people.sessionEnded, more: door.endedMore },
  }[viewer.at];
  return (
    <main className="care-door" data-testid="care-door" data-locked={isShut}>
      <h1>
        <Ruby>{title}</Ruby>
      </h1>
      <p role={viewer.at === 'ended' ? 'alert' : undefined}>
        <Ruby>{more}</Ruby>
      </p>
      <p className="care-note">
        <Ruby>{door.signInFirst}</Ruby> <Ruby>{door.signInMore}</Ruby>
      </p>
      {viewer.at === 'signed-out' && viewer.failed && <Problem text={door.failed} />}
      <button type="button" className="button button-accent" onClick={signIn} data-testid="sign-in">
        <Ruby>{isShut ? door.unlock : door.signIn}</Ruby>
      </button>
    </main>
  );
}

/** Why this person cannot work here, and whom to ask. */
export function WrongRolePage({ me, become }: { me: Me; become: ((client: DemoClient) => void) | null }): ReactNode {
  const text = useCareWords();
  const words = useWords();
  return (
    <main className="care-door" data-testid="wrong-role">
      <h1>
        <Ruby>{text.door.wrongRole}</Ruby>
      </h1>
      <p>
        <Ruby>{text.door.wrongRoleMore(plain(words.people.roles[me.role]))}</Ruby>
      </p>
      <p>
        <Ruby>{text.door.ask}</Ruby>
      </p>
      {become && (
        <button
          type="button"
          className="button button-accent"
          data-testid="become-medic"
          onClick={() => become('demo-medic')}
        >
          <Ruby>{text.door.becomeMedic}</Ruby>
        </button>
      )}
    </main>
  );
}
