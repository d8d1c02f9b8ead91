import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { HubStatus, Me } from '@hinomi/contracts';
import type { HubApi } from '../../access/hub-api.js';
import { Ruby } from '../../words/ruby.js';
import { Icon } from '../console/icons.js';
import { OneSubscription } from './one-subscription.js';
import { SubscriptionList } from './subscription-list.js';
import { useOpenSubscription } from './use-subscriptions.js';
import { useVocabulary } from './use-vocabulary.js';
import { WishForm } from './wish-form.js';
import './agency.css';

interface AgencyPageProps {
  api: HubApi;
  me: Me;
  status: HubStatus;
  close: () => void;
}

/** Agencies' subscriptions: made, watched and ended here by who holds them, and watched by the hub's operators. */
export default function AgencyPage({ api, me, status, close }: AgencyPageProps): ReactNode {
  const vocabulary = useVocabulary();
  const { agency } = vocabulary;
  const [opened, open] = useOpenSubscription();
  const [said, setSaid] = useState('');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [opened]);
  const back = (text = ''): void => {
    setSaid(text);
    open(null);
  };
  return (
    <main
      className="accounts agency"
      data-testid="agency"
      onKeyDown={(event) => event.key !== 'Escape' && event.stopPropagation()}
    >
      <div className="accounts-head">
        <button
          type="button"
          className="button"
          onClick={() => (opened === null ? close() : back())}
          data-testid="leave-agency"
        >
          <Icon name="back" />
          <Ruby>{opened === null ? agency.backToMap : agency.backToList}</Ruby>
        </button>
        <h1 ref={heading} tabIndex={-1}>
          <Ruby>{opened === 'new' ? agency.form.title : agency.title}</Ruby>
        </h1>
      </div>
      <div className="accounts-said" role="status" data-testid="agency-said">
        {said !== '' && <Ruby>{said}</Ruby>}
      </div>
      {opened === null && (
        <SubscriptionList
          {...{ api, me, vocabulary }}
          open={(id) => {
            setSaid('');
            open(id);
          }}
        />
      )}
      {opened === 'new' && <WishForm {...{ api, me, status, vocabulary }} made={(id) => open(id)} />}
      {opened !== null && opened !== 'new' && (
        <OneSubscription key={opened} {...{ api, me, status, vocabulary, say: setSaid }} id={opened} leave={back} />
      )}
    </main>
  );
}
