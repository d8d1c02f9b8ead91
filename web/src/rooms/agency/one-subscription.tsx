import { useCallback, useState, type ReactNode } from 'react';
import type { HubStatus, Me, Subscription } from '@hinomi/contracts';
import type { HubApi } from '../../access/hub-api.js';
import { Ruby } from '../../words/ruby.js';
import { Own } from '../imports/own.js';
import { useNow } from '../console/use-room.js';
import { AnswerAge } from './answer-age.js';
import { AreaMap } from './area-map.js';
import { CurlPart } from './curl-part.js';
import type { Vocabulary } from './describe-subscription.js';
import { StatusMark } from './marks.js';
import { OnceDialog } from './once-dialog.js';
import { RecordPart } from './record-part.js';
import { SubscriptionActions } from './subscription-actions.js';
import { AccountFacts, InterestFacts } from './subscription-facts.js';
import { useInterestShape } from './use-interest-shape.js';
import { subscriptionApi, useWatched } from './use-subscriptions.js';

interface OneSubscriptionProps {
  api: HubApi;
  me: Me;
  status: HubStatus;
  vocabulary: Vocabulary;
  id: string;
  say: (text: string) => void;
  /** To the list, which says this. */
  leave: (said?: string) => void;
}

export function OneSubscription({ api, me, status, vocabulary, id, say, leave }: OneSubscriptionProps): ReactNode {
  const { agency } = vocabulary;
  const { known, failed, gone, put } = useWatched(useCallback(() => subscriptionApi.show(api, id), [api, id]));
  const nowMs = useNow(1_000);
  const [secret, setSecret] = useState<string | null>(null);
  if (gone || known === null) {
    return gone ? (
      <p className="accounts-empty" role="alert">
        <Ruby>{agency.detail.gone}</Ruby>
      </p>
    ) : (
      <AnswerAge {...{ vocabulary, failed, nowMs }} atMs={null} />
    );
  }
  const { value: subscription, atMs } = known;
  const parts = { vocabulary, subscription };
  return (
    <div className="agency-one" data-testid="subscription" data-status={subscription.status}>
      <div className="agency-one-head">
        <h2>
          <Own>{subscription.owner.organisation}</Own>
        </h2>
        <p>
          <Own>{subscription.owner.purpose}</Own>
        </p>
        <p className="agency-one-state">
          <StatusMark {...parts} />
        </p>
      </div>
      <SubscriptionActions {...parts} {...{ api, me, put, say }} secretMade={setSecret} ended={leave} />
      <AnswerAge {...{ vocabulary, failed, nowMs, atMs }} />
      <section className="agency-section">
        <h3>
          <Ruby>{agency.detail.account}</Ruby>
        </h3>
        <AccountFacts {...parts} {...{ atMs, nowMs }} />
        <p className="agency-note">
          <Ruby>{agency.detail.accountMore}</Ruby>
        </p>
      </section>
      <section className="agency-section">
        <h3>
          <Ruby>{agency.detail.interest}</Ruby>
        </h3>
        <div className="agency-interest">
          <InterestFacts {...parts} />
          <InterestMap {...parts} {...{ api, status }} />
        </div>
      </section>
      <RecordPart {...parts} api={api} />
      <section className="agency-section">
        <h3>
          <Ruby>{agency.curl.title}</Ruby>
        </h3>
        <CurlPart subscription={subscription} agency={agency} />
      </section>
      {secret !== null && <OnceDialog {...{ agency, subscription, secret }} renewed close={() => setSecret(null)} />}
    </div>
  );
}

function InterestMap({
  api,
  status,
  vocabulary,
  subscription,
}: Pick<OneSubscriptionProps, 'api' | 'status' | 'vocabulary'> & { subscription: Subscription }): ReactNode {
  const shape = useInterestShape(api, status, subscription.interest);
  if (shape === undefined) return <div className="agency-map" data-state="loading" />;
  if (shape === null) return null;
  return <AreaMap {...{ api, status, vocabulary, shape }} />;
}
