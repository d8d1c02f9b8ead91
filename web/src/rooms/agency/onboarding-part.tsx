import type { ReactNode } from 'react';
import { useAgencyWords } from '../../words/agency/agency-words.js';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';
import type { Entry } from '../accounts/entries.js';
import { CodeBlock } from './code-block.js';
import { makeLine, tokenLine } from './curl-lines.js';
import { newDraft, wishOf } from './wish-draft.js';
import './agency.css';

/** What a new organisation's system does first, with its own name and the secret that is shown this once. */
export default function OnboardingPart({ entry, secret }: { entry: Entry; secret: string }): ReactNode {
  const agency = useAgencyWords();
  const text = agency.onboarding;
  const { origin } = window.location;
  const contact = plain(agency.form.contact);
  const draft = { ...newDraft(entry.agency ?? entry.name), purpose: entry.name, contact };
  return (
    <section className="agency-curl" data-testid="onboarding">
      <h3>
        <Ruby>{text.title}</Ruby>
      </h3>
      <CodeBlock
        title={text.token}
        code={tokenLine(origin, entry.signInName, secret)}
        agency={agency}
        testId="onboarding-token"
      />
      <CodeBlock
        title={text.subscribe}
        code={makeLine(origin, wishOf(draft))}
        agency={agency}
        testId="onboarding-subscribe"
      />
      <p>
        <Ruby>{text.roomMore}</Ruby>{' '}
        <a href="/agency/">
          <Ruby>{text.room}</Ruby>
        </a>
      </p>
    </section>
  );
}
