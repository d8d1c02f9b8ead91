import { Suspense, useState, type ReactNode } from 'react';
import { lazyPart } from '../../lazy-part.js';
import { useWords } from '../../words/language-context.js';
import { Ruby } from '../../words/ruby.js';
import { Dialog } from '../console/dialogs.js';
import { Problem } from './problem.js';
import type { Entry } from './entries.js';

const OnboardingPart = lazyPart(() => import('../agency/onboarding-part.js'));

interface ConfirmDialogProps {
  title: string;
  more: string;
  yes: string;
  problem: string | null;
  close: () => void;
  act: () => void;
}

/** Before something that a slip would make costly; the harmless answer comes first. */
export function ConfirmDialog({ title, more, yes, problem, close, act }: ConfirmDialogProps): ReactNode {
  const words = useWords();
  return (
    <Dialog title={title} close={close}>
      <p>
        <Ruby>{more}</Ruby>
      </p>
      {problem !== null && <Problem text={problem} />}
      <div className="dialog-actions">
        <button type="button" className="button" onClick={close}>
          <Ruby>{words.cancel}</Ruby>
        </button>
        <button type="button" className="button button-danger" onClick={act} data-testid="confirm">
          <Ruby>{yes}</Ruby>
        </button>
      </div>
    </Dialog>
  );
}

/** The one time that a password or secret is seen. */
export function SecretDialog({ entry, secret, close }: { entry: Entry; secret: string; close: () => void }): ReactNode {
  const words = useWords();
  const [copied, setCopied] = useState(false);
  const isPerson = entry.kind === 'persons';
  return (
    <Dialog title={words.accounts.secretTitle(entry.name)} close={close}>
      <dl className="facts secret-facts">
        <div className="fact">
          <dt>
            <Ruby>{isPerson ? words.accounts.username : words.accounts.clientId}</Ruby>
          </dt>
          <dd>
            <code>{entry.signInName}</code>
          </dd>
        </div>
        <div className="fact">
          <dt>
            <Ruby>{isPerson ? words.accounts.password : words.accounts.secret}</Ruby>
          </dt>
          <dd>
            <code className="secret" data-testid="secret">
              {secret}
            </code>
          </dd>
        </div>
      </dl>
      <p className="detail-warning">
        <Ruby>{words.accounts.secretOnce}</Ruby>
      </p>
      <Suspense fallback={null}>
        {entry.kind === 'machines' && entry.role === 'agency' && <OnboardingPart entry={entry} secret={secret} />}
      </Suspense>
      <div className="dialog-actions">
        {'clipboard' in navigator && (
          <button
            type="button"
            className="button"
            onClick={() =>
              navigator.clipboard.writeText(secret).then(
                () => setCopied(true),
                () => setCopied(false),
              )
            }
          >
            <span aria-live="polite">
              <Ruby>{copied ? words.accounts.copied : words.accounts.copy}</Ruby>
            </span>
          </button>
        )}
        <button type="button" className="button button-accent" onClick={close} data-testid="secret-done">
          <Ruby>{words.accounts.done}</Ruby>
        </button>
      </div>
    </Dialog>
  );
}
