import type { ReactNode } from 'react';
import type { Subscription } from '@hinomi/contracts';
import type { AgencyWords } from '../../words/agency/ja.js';
import { Ruby } from '../../words/ruby.js';
import { Dialog } from '../console/dialogs.js';
import { Icon } from '../console/icons.js';
import { CodeBlock } from './code-block.js';
import { CurlPart } from './curl-part.js';
import { KafkaFacts } from './kafka-facts.js';

interface OnceDialogProps {
  agency: AgencyWords;
  subscription: Subscription;
  /** Null where nothing is signed. */
  secret: string | null;
  /** It replaces another one. */
  renewed: boolean;
  close: () => void;
}

/** The one time that a signing secret is seen; after a start also how to fetch. */
export function OnceDialog({ agency, subscription, secret, renewed, close }: OnceDialogProps): ReactNode {
  const { once, curl } = agency;
  return (
    <Dialog title={renewed ? once.renewedTitle : once.title} close={close} wide>
      {secret !== null && (
        <>
          <p className="agency-once">
            <Icon name="alert" />
            <strong>
              <Ruby>{once.secretOnce}</Ruby>
            </strong>
          </p>
          <CodeBlock title={once.secret} code={secret} agency={agency} testId="secret" />
        </>
      )}
      {renewed && (
        <p>
          <Ruby>{once.renewedMore}</Ruby>
        </p>
      )}
      {subscription.kafka !== null && !renewed && (
        <>
          <p className="agency-note">
            <Ruby>{once.kafkaMore}</Ruby>
          </p>
          <dl className="facts agency-facts">
            <KafkaFacts place={subscription.kafka} agency={agency} />
          </dl>
        </>
      )}
      {!renewed && (
        <>
          <h3>
            <Ruby>{curl.title}</Ruby>
          </h3>
          <p className="agency-note">
            <Ruby>{curl.more}</Ruby>
          </p>
          <CurlPart subscription={subscription} agency={agency} />
        </>
      )}
      <div className="dialog-actions">
        <button type="button" className="button button-accent" onClick={close} data-testid="secret-done">
          <Ruby>{secret === null ? once.close : once.done}</Ruby>
        </button>
      </div>
    </Dialog>
  );
}
