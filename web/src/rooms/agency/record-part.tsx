import { useEffect, useState, type ReactNode } from 'react';
import type { DeliveryAttempt, Subscription } from '@hinomi/contracts';
import type { HubApi } from '../../access/hub-api.js';
import { saveFile } from '../../exports/save-file.js';
import { moment } from '../../words/clock.js';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';
import { Problem } from '../accounts/problem.js';
import { Icon } from '../console/icons.js';
import type { Vocabulary } from './describe-subscription.js';
import { HubText } from './marks.js';
import { subscriptionApi } from './use-subscriptions.js';

/** More than anybody reads; the CSV has all. */
const MOST_ROWS = 100;

interface RecordPartProps {
  api: HubApi;
  vocabulary: Vocabulary;
  subscription: Subscription;
}

/** What was handed over, attempt by attempt. */
export function RecordPart({ api, vocabulary, subscription }: RecordPartProps): ReactNode {
  const { agency } = vocabulary;
  const { detail } = agency;
  const { id } = subscription;
  const attempts = useAttempts(api, subscription);
  const [failed, setFailed] = useState(false);
  const save = (): void => {
    setFailed(false);
    subscriptionApi.recordCsv(api, id).then(
      (csv) => saveFile(`deliveries-${id}.csv`, csv),
      () => setFailed(true),
    );
  };
  const more = (attempts?.length ?? 0) - MOST_ROWS;
  return (
    <section className="agency-section">
      <div className="agency-record-head">
        <h3>
          <Ruby>{detail.record}</Ruby>
        </h3>
        <p className="agency-note">
          <Ruby>{detail.recordMore}</Ruby>
        </p>
        <button type="button" className="button button-small" onClick={save} data-testid="record-csv">
          <Ruby>{detail.csv}</Ruby>
        </button>
      </div>
      {failed && <Problem text={detail.csvFailed} />}
      {attempts === null && (
        <p>
          <Ruby>{agency.loading}</Ruby>
        </p>
      )}
      {attempts?.length === 0 && (
        <p className="agency-note">
          <Ruby>{detail.noRecord}</Ruby>
        </p>
      )}
      {attempts !== null && attempts.length > 0 && (
        <RecordTable vocabulary={vocabulary} attempts={attempts.slice(0, MOST_ROWS)} />
      )}
      {more > 0 && (
        <p className="agency-note">
          <Ruby>{detail.moreRecord(more)}</Ruby>
        </p>
      )}
    </section>
  );
}

function RecordTable({
  vocabulary,
  attempts,
}: {
  vocabulary: Vocabulary;
  attempts: readonly DeliveryAttempt[];
}): ReactNode {
  const { words, agency } = vocabulary;
  const { recordColumns: columns, outcomes, noStatus, milliseconds } = agency.detail;
  return (
    <table className="accounts-table agency-record" data-testid="record">
      <thead>
        <tr>
          {Object.entries(columns).map(([key, name]) => (
            <th key={key} scope="col">
              <Ruby>{name}</Ruby>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {attempts.map(({ at, firstSequence, lastSequence, attempt, outcome, status, tookMs, failure }, index) => (
          <tr key={attempts.length - index} data-outcome={outcome}>
            <th scope="row">
              <time dateTime={at}>{moment(Date.parse(at), words.language)}</time>
            </th>
            <td data-label={plain(columns.outcome)}>
              <span className="agency-outcome" data-outcome={outcome}>
                <Icon name={outcome === 'failed' ? 'alert' : 'check'} />
                <Ruby>{outcomes[outcome]}</Ruby>
              </span>
            </td>
            <td data-label={plain(columns.numbers)}>
              {firstSequence === lastSequence ? lastSequence : `${firstSequence}–${lastSequence}`}
            </td>
            <td data-label={plain(columns.attempt)}>{attempt}</td>
            <td data-label={plain(columns.status)}>
              {status ?? (outcome === 'fetched' ? '—' : <Ruby>{noStatus}</Ruby>)}
            </td>
            <td data-label={plain(columns.took)}>
              {outcome === 'fetched' ? '—' : <Ruby>{milliseconds(tookMs)}</Ruby>}
            </td>
            <td data-label={plain(columns.failure)}>{failure === null ? '—' : <HubText>{failure}</HubText>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Asked again only when the account says that something was handed over or tried. */
function useAttempts(api: HubApi, { id, account }: Subscription): DeliveryAttempt[] | null {
  const [known, setKnown] = useState<DeliveryAttempt[] | null>(null);
  const { sent, acknowledged, lastSentAt, lastFailure } = account;
  useEffect(() => {
    let open = true;
    subscriptionApi.record(api, id).then(
      ({ attempts }) => {
        if (open) setKnown(attempts);
      },
      // The page says itself that the hub is out of reach; the next change asks again.
      () => undefined,
    );
    return () => {
      open = false;
    };
  }, [api, id, sent, acknowledged, lastSentAt, lastFailure]);
  return known;
}
