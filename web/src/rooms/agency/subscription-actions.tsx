import { useId, useState, type FormEvent, type ReactNode } from 'react';
import { WEB_CLIENT, type Me, type Subscription } from '@hinomi/contracts';
import { HubRefusal, type HubApi } from '../../access/hub-api.js';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';
import { ConfirmDialog } from '../accounts/account-dialogs.js';
import { Problem } from '../accounts/problem.js';
import { Icon } from '../console/icons.js';
import type { Vocabulary } from './describe-subscription.js';
import { HubText } from './marks.js';
import { subscriptionApi } from './use-subscriptions.js';

interface SubscriptionActionsProps {
  api: HubApi;
  me: Me;
  vocabulary: Vocabulary;
  subscription: Subscription;
  put: (subscription: Subscription) => void;
  say: (text: string) => void;
  secretMade: (secret: string) => void;
  ended: (said: string) => void;
}

/** By what is known of them it is theirs; the hub decides. */
function isHeldBy({ holder }: Subscription, me: Me): boolean {
  const isSameAgency =
    holder.agency !== null && (['role', 'agency', 'jurisdiction'] as const).every((name) => holder[name] === me[name]);
  if (isSameAgency) return true;
  return holder.clientId === me.clientId && (holder.clientId !== WEB_CLIENT || holder.name === me.name);
}

/** Pause and end are for the hub's operators as well; the rest is its holder's. */
export function SubscriptionActions(props: SubscriptionActionsProps): ReactNode {
  const { api, me, vocabulary, subscription, put, say, secretMade, ended } = props;
  const { words, agency } = vocabulary;
  const { actions: text } = agency;
  const { id, owner, status, channel } = subscription;
  const [asked, setAsked] = useState<'renew' | 'end' | null>(null);
  const [problem, setProblem] = useState<{ text: string; hub: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const isTheirs = isHeldBy(subscription, me);
  const run = async (work: () => Promise<void>): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      await work();
      setAsked(null);
    } catch (error) {
      const refused = error instanceof HubRefusal;
      setProblem({ text: refused ? text.refused : words.startUp.failed, hub: refused ? error.detail : '' });
    }
    setBusy(false);
  };
  const changed = (ask: () => Promise<Subscription>, said: string): void => {
    void run(async () => {
      put(await ask());
      say(said);
    });
  };
  const isActive = status === 'active';
  const pause = (): Promise<Subscription> => subscriptionApi.pause(api, id);
  const resume = (): Promise<Subscription> => subscriptionApi.resume(api, id);
  const ask = (next: 'renew' | 'end' | null): void => {
    setProblem(null);
    setAsked(next);
  };
  return (
    <div className="agency-actions" role="group" aria-label={plain(text.label)}>
      <div className="agency-buttons">
        {(isActive || (isTheirs && status === 'paused')) && (
          <button
            type="button"
            className={isActive ? 'button' : 'button button-accent'}
            onClick={() => (isActive ? changed(pause, text.paused) : changed(resume, text.resumed))}
            data-testid={isActive ? 'pause' : 'resume'}
          >
            <Icon name={isActive ? 'pause' : 'play'} />
            <Ruby>{isActive ? text.pause : text.resume}</Ruby>
          </button>
        )}
        {isTheirs && status !== 'expired' && channel.type === 'webhook' && (
          <button type="button" className="button" onClick={() => ask('renew')} data-testid="renew-secret">
            <Ruby>{text.renew}</Ruby>
          </button>
        )}
        <button type="button" className="button agency-end" onClick={() => ask('end')} data-testid="end">
          <Ruby>{text.end}</Ruby>
        </button>
      </div>
      {isTheirs && status !== 'expired' && (
        <ReplayForm
          vocabulary={vocabulary}
          newest={subscription.account.lastSequence}
          replay={(since) => changed(() => subscriptionApi.replay(api, id, since), text.replayed(since))}
        />
      )}
      {!isTheirs && (
        <p className="agency-note">
          <Ruby>{text.notYours}</Ruby>
        </p>
      )}
      {problem !== null && asked === null && (
        <>
          <Problem text={problem.text} />
          {problem.hub !== '' && <HubText>{problem.hub}</HubText>}
        </>
      )}
      {asked === 'renew' && (
        <ConfirmDialog
          title={text.renewTitle}
          more={text.renewMore}
          yes={text.renew}
          problem={problem?.text ?? null}
          close={() => ask(null)}
          act={() => void run(async () => secretMade((await subscriptionApi.renewSecret(api, id)).secret))}
        />
      )}
      {asked === 'end' && (
        <ConfirmDialog
          title={text.endTitle(owner.organisation)}
          more={text.endMore}
          yes={text.end}
          problem={problem?.text ?? null}
          close={() => ask(null)}
          act={() =>
            void run(async () => {
              await subscriptionApi.end(api, id);
              ended(text.ended(owner.organisation));
            })
          }
        />
      )}
    </div>
  );
}

interface ReplayFormProps {
  vocabulary: Vocabulary;
  newest: number;
  replay: (since: number) => void;
}

/** From a number on, once more. */
function ReplayForm({ vocabulary: { agency }, newest, replay }: ReplayFormProps): ReactNode {
  const { actions: text } = agency;
  const [since, setSince] = useState('');
  const hint = useId();
  const number = /^\d{1,15}$/.test(since.trim()) ? Number(since) : null;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (number === null) return;
    replay(number);
    setSince('');
  };
  return (
    <details className="agency-replay">
      <summary data-testid="open-replay">
        <Ruby>{text.replay}</Ruby>
      </summary>
      <form onSubmit={submit}>
        <label>
          <Ruby>{text.replayFrom}</Ruby>
          <input
            inputMode="numeric"
            autoComplete="off"
            value={since}
            aria-describedby={hint}
            onChange={(event) => setSince(event.target.value)}
            data-testid="replay-since"
          />
        </label>
        <button type="submit" className="button" aria-disabled={number === null} data-testid="replay">
          <Ruby>{text.replayGo}</Ruby>
        </button>
        <span id={hint} className="field-hint">
          <Ruby>{text.replayMore(newest)}</Ruby>
        </span>
      </form>
    </details>
  );
}
