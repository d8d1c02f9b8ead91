import type { ReactNode } from 'react';
import { WEB_CLIENT, type Subscription } from '@hinomi/contracts';
import type { AgencyWords } from '../../words/agency/ja.js';
import { Ruby } from '../../words/ruby.js';
import { CodeBlock } from './code-block.js';
import { changesLine, stateLine, tokenLine } from './curl-lines.js';

/** The commands that fetch a subscription, with its own id in them. */
export function CurlPart({ subscription, agency }: { subscription: Subscription; agency: AgencyWords }): ReactNode {
  const { origin } = window.location;
  const { id, holder, account } = subscription;
  const { curl } = agency;
  return (
    <div className="agency-curl" data-testid="curl">
      {holder.clientId === WEB_CLIENT ? (
        <p>
          <Ruby>{curl.person}</Ruby>
        </p>
      ) : (
        <CodeBlock
          title={curl.token}
          more={curl.tokenMore(holder.clientId)}
          code={tokenLine(origin, holder.clientId, curl.secret)}
          agency={agency}
        />
      )}
      <CodeBlock title={curl.state} code={stateLine(origin, id)} agency={agency} testId="curl-state" />
      <CodeBlock
        title={curl.changes}
        code={changesLine(origin, id, account.acknowledged)}
        agency={agency}
        testId="curl-changes"
      />
    </div>
  );
}
