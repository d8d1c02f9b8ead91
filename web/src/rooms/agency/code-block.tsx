import { useState, type ReactNode } from 'react';
import type { AgencyWords } from '../../words/agency/ja.js';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';

interface CodeBlockProps {
  title: string;
  more?: string;
  code: string;
  agency: AgencyWords;
  testId?: string;
}

/** A line to take along: selected as a whole by one press, or copied by the button. */
export function CodeBlock({ title, more, code, agency: { once }, testId }: CodeBlockProps): ReactNode {
  const [copied, setCopied] = useState(false);
  return (
    <div className="agency-code">
      <div className="agency-code-head">
        <p>
          <Ruby>{title}</Ruby>
        </p>
        {'clipboard' in navigator && (
          <button
            type="button"
            className="button button-small"
            aria-label={plain(once.copyOf(plain(title)))}
            onClick={() =>
              navigator.clipboard.writeText(code).then(
                () => setCopied(true),
                () => setCopied(false),
              )
            }
          >
            <Ruby>{copied ? once.copied : once.copy}</Ruby>
          </button>
        )}
        <span className="visually-hidden" role="status">
          {copied && <Ruby>{once.copied}</Ruby>}
        </span>
      </div>
      {more !== undefined && (
        <p className="agency-note">
          <Ruby>{more}</Ruby>
        </p>
      )}
      <code className="agency-line" data-testid={testId}>
        {code}
      </code>
    </div>
  );
}
