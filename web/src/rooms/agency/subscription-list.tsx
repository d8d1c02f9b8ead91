import { useCallback, useState, type ReactNode } from 'react';
import type { Me } from '@hinomi/contracts';
import type { HubApi } from '../../access/hub-api.js';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';
import { Icon } from '../console/icons.js';
import { useNow } from '../console/use-room.js';
import { AnswerAge } from './answer-age.js';
import { matching, type Vocabulary } from './describe-subscription.js';
import { SubscriptionTable } from './subscription-table.js';
import { subscriptionApi, useWatched } from './use-subscriptions.js';

interface SubscriptionListProps {
  api: HubApi;
  me: Me;
  vocabulary: Vocabulary;
  open: (id: string) => void;
}

/** Newest first, in an order that stays while the numbers move. */
export function SubscriptionList({ api, me, vocabulary, open }: SubscriptionListProps): ReactNode {
  const { agency } = vocabulary;
  const [search, setSearch] = useState('');
  const watched = useWatched(useCallback(() => subscriptionApi.list(api), [api]));
  const nowMs = useNow(1_000);
  const { known, failed } = watched;
  const oversees = me.permissions.includes('subscriptions:oversee');
  const all = [...(known?.value ?? [])].sort((a, b) => (a.id < b.id ? 1 : -1));
  const shown = matching(all, search, vocabulary);
  return (
    <>
      <p className="agency-intro">
        <Ruby>{oversees ? agency.introAll : agency.intro}</Ruby>
      </p>
      <div className="accounts-tools">
        <label className="agency-filter">
          <span>
            <Ruby>{agency.filter}</Ruby>
          </span>
          <input
            type="search"
            value={search}
            autoComplete="off"
            onChange={(event) => setSearch(event.target.value)}
            data-testid="agency-filter"
          />
          {search.trim() !== '' && <span role="status">{plain(agency.filtered(shown.length, all.length))}</span>}
        </label>
        <div className="agency-buttons">
          {me.permissions.includes('accounts:manage') && (
            <a className="button" href="#accounts=agency" data-testid="new-organisation">
              <Ruby>{agency.newOrganisation}</Ruby>
            </a>
          )}
          <button
            type="button"
            className="button button-accent"
            onClick={() => open('new')}
            data-testid="new-subscription"
          >
            <Icon name="plus" />
            <Ruby>{agency.add}</Ruby>
          </button>
        </div>
      </div>
      <AnswerAge {...{ vocabulary, failed, nowMs }} atMs={known?.atMs ?? null} />
      {known !== null && shown.length > 0 && (
        <SubscriptionTable {...{ vocabulary, nowMs, open, oversees }} subscriptions={shown} atMs={known.atMs} />
      )}
      {known !== null && shown.length === 0 && (
        <div className="accounts-empty" data-testid="no-subscription">
          <p>
            <Ruby>{all.length === 0 ? agency.none : agency.noMatch}</Ruby>
          </p>
          {all.length === 0 && (
            <p>
              <Ruby>{agency.noneMore}</Ruby>
            </p>
          )}
        </div>
      )}
    </>
  );
}
