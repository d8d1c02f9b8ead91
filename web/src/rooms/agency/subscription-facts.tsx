import type { ReactNode } from 'react';
import type { Instant, Subscription } from '@hinomi/contracts';
import { fieldTime } from '../../words/clock.js';
import { Ruby } from '../../words/ruby.js';
import { Fact } from '../console/details/facts.js';
import { Own } from '../imports/own.js';
import { areaText, lagAt, layersText, realmText, severityText, type Vocabulary } from './describe-subscription.js';
import { Behind, Failure } from './marks.js';

interface FactsProps {
  vocabulary: Vocabulary;
  subscription: Subscription;
}

/** Every place is named here. */
const ALL = Number.MAX_SAFE_INTEGER;

/** The numbers that agency and hub share, large. */
export function AccountFacts({
  vocabulary,
  subscription,
  nowMs,
  atMs,
}: FactsProps & { nowMs: number; atMs: number }): ReactNode {
  const { words, agency } = vocabulary;
  const { account } = subscription;
  const number = (value: number): string => value.toLocaleString(words.language === 'en' ? 'en' : 'ja');
  const ago = (instant: Instant | null): ReactNode =>
    instant === null ? (
      <Ruby>{agency.never}</Ruby>
    ) : (
      <time dateTime={instant}>
        <Ruby>{words.ago(Math.max(0, nowMs - Date.parse(instant)))}</Ruby>
      </time>
    );
  const facts: [key: string, name: string, value: ReactNode][] = [
    ['newest', agency.columns.newest, number(account.lastSequence)],
    ['acknowledged', agency.columns.acknowledged, number(account.acknowledged)],
    ['waiting', agency.columns.waiting, number(account.waiting)],
    ['lag', agency.columns.lag, <Behind key="lag" lagMs={lagAt(subscription, atMs, nowMs)} vocabulary={vocabulary} />],
    ['sent', agency.detail.sent, number(account.sent)],
    ['retried', agency.detail.retried, number(account.retried)],
    ['lastSent', agency.detail.lastSent, ago(account.lastSentAt)],
    ['lastAcknowledged', agency.detail.lastAcknowledged, ago(account.lastAcknowledgedAt)],
  ];
  return (
    <>
      <dl className="agency-account" data-testid="account">
        {facts.map(([key, name, value]) => (
          <div key={key} data-number={key}>
            <dt>
              <Ruby>{name}</Ruby>
            </dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {account.lastFailure !== null && (
        <p className="agency-last-failure">
          <Ruby>{agency.columns.failure}</Ruby>
          {words.colon}
          <Failure text={account.lastFailure} />
        </p>
      )}
    </>
  );
}

/** What is received by whom and how. */
export function InterestFacts({ vocabulary, subscription }: FactsProps): ReactNode {
  const { agency } = vocabulary;
  const { detail } = agency;
  const { id, interest, channel, format, owner, holder, createdAt, expiresAt } = subscription;
  // With its year: a subscription outlasts many.
  const when = (instant: Instant): string => fieldTime(Date.parse(instant)).slice(0, 16).replace('T', ' ');
  return (
    <dl className="facts agency-facts">
      <Fact name={detail.layers}>
        <Ruby>{layersText(interest, vocabulary)}</Ruby>
      </Fact>
      <Fact name={detail.area}>
        <Ruby>{areaText(interest, vocabulary, ALL)}</Ruby>
      </Fact>
      <Fact name={detail.severity}>
        <Ruby>{severityText(interest, vocabulary)}</Ruby>
      </Fact>
      <Fact name={detail.realm}>
        <span className={interest.exercise ? 'agency-drill' : undefined}>
          <Ruby>{realmText(interest, vocabulary)}</Ruby>
        </span>
      </Fact>
      <Fact name={detail.channel}>
        <Ruby>{agency.channels[channel.type]}</Ruby>
      </Fact>
      {channel.type === 'facts' && (
        <Fact name={detail.topics}>
          <code>{channel.topics.join(', ')}</code>
        </Fact>
      )}
      {channel.type === 'webhook' && (
        <>
          <Fact name={detail.url}>
            <code>{channel.url}</code>
          </Fact>
          <Fact name={detail.batch}>{channel.batch}</Fact>
        </>
      )}
      <Fact name={detail.format}>{agency.formats[format]}</Fact>
      <Fact name={detail.contact}>
        <Own>{owner.contact}</Own>
      </Fact>
      <Fact name={detail.holder}>
        <Own>{holder.name}</Own> <code>{holder.clientId}</code>
      </Fact>
      <Fact name={agency.made}>
        <time dateTime={createdAt}>{when(createdAt)}</time>
      </Fact>
      <Fact name={agency.until}>
        {expiresAt === null ? <Ruby>{agency.untilEnded}</Ruby> : <time dateTime={expiresAt}>{when(expiresAt)}</time>}
      </Fact>
      <Fact name={detail.id}>
        <code>{id}</code>
      </Fact>
    </dl>
  );
}
