import type { ReactNode } from 'react';
import type { Subscription } from '@hinomi/contracts';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';
import { Own } from '../imports/own.js';
import { areaText, lagAt, layersText, realmText, severityText, type Vocabulary } from './describe-subscription.js';
import { Behind, Failure, StatusMark } from './marks.js';

interface SubscriptionTableProps {
  vocabulary: Vocabulary;
  subscriptions: readonly Subscription[];
  /** When the numbers came. */
  atMs: number;
  nowMs: number;
  /** Those of others are among them. */
  oversees: boolean;
  open: (id: string) => void;
}

export function SubscriptionTable(props: SubscriptionTableProps): ReactNode {
  const { vocabulary, subscriptions } = props;
  const { columns } = vocabulary.agency;
  return (
    <table className="accounts-table agency-table" data-testid="subscriptions">
      <thead>
        <tr>
          {Object.entries(columns).map(([key, name]) => (
            <th key={key} scope="col" data-column={key}>
              <Ruby>{name}</Ruby>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {subscriptions.map((subscription) => (
          <Row key={subscription.id} {...props} subscription={subscription} />
        ))}
      </tbody>
    </table>
  );
}

function Row(props: SubscriptionTableProps & { subscription: Subscription }): ReactNode {
  const { subscription, vocabulary, atMs, nowMs, oversees, open } = props;
  const { agency, words } = vocabulary;
  const { id, owner, holder, interest, channel, format, account } = subscription;
  const { columns } = agency;
  const numbers = ['newest', 'acknowledged', 'waiting'] as const;
  const counts = { newest: account.lastSequence, acknowledged: account.acknowledged, waiting: account.waiting };
  return (
    <tr data-subscription={id} data-status={subscription.status}>
      <th scope="row">
        <button type="button" className="link-button agency-open" onClick={() => open(id)}>
          <Own>{owner.organisation}</Own>
        </button>
        <p className="agency-note">
          <Own>{owner.purpose}</Own>
        </p>
        {oversees && (
          <p className="agency-note" data-name>
            <Ruby>{agency.holder('')}</Ruby>
            <Own>{holder.agency === null ? holder.name : `${holder.name}（${holder.agency}）`}</Own>
          </p>
        )}
      </th>
      <td data-label={plain(columns.status)}>
        <StatusMark subscription={subscription} vocabulary={vocabulary} />
      </td>
      <td data-label={plain(columns.what)}>
        <p>
          <Ruby>{layersText(interest, vocabulary)}</Ruby>
        </p>
        <p className="agency-note">
          <Ruby>{areaText(interest, vocabulary)}</Ruby>
        </p>
        <p className="agency-note">
          <Ruby>{severityText(interest, vocabulary)}</Ruby>
          {interest.exercise && (
            <span className="agency-drill">
              <Ruby>{realmText(interest, vocabulary)}</Ruby>
            </span>
          )}
        </p>
      </td>
      <td data-label={plain(columns.how)}>
        <p>
          <Ruby>{agency.channels[channel.type]}</Ruby>
        </p>
        <p className="agency-note">{agency.formats[format]}</p>
      </td>
      {numbers.map((name) => (
        <td key={name} className="agency-number" data-label={plain(columns[name])} data-number={name}>
          {counts[name].toLocaleString(words.language === 'en' ? 'en' : 'ja')}
        </td>
      ))}
      <td data-label={plain(columns.lag)} data-number="lag">
        <Behind lagMs={lagAt(subscription, atMs, nowMs)} vocabulary={vocabulary} />
      </td>
      <td data-label={plain(columns.failure)}>
        <Failure text={account.lastFailure} />
      </td>
    </tr>
  );
}
