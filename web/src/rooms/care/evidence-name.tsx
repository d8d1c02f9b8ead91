import type { ReactNode } from 'react';
import type { Evidence } from '@hinomi/contracts';
import { useCareWords } from '../../words/care/care-words.js';
import { Ruby } from '../../words/ruby.js';
import { useNeedNames } from './need-names.js';

/** What a piece of evidence is called: in the record's words, else by what was said, else by its code. */
export function EvidenceName({
  evidence,
  withOrigin = false,
}: {
  evidence: Evidence;
  withOrigin?: boolean;
}): ReactNode {
  const text = useCareWords();
  const names = useNeedNames();
  const [code] = evidence.codes;
  const said = evidence.codes.find(({ system }) => system === 'stated');
  return (
    <span className="care-evidence-name">
      {evidence.text !== null ? (
        <span lang="ja" data-own>
          {evidence.text}
        </span>
      ) : said !== undefined ? (
        <Ruby>{names.name(said.code)}</Ruby>
      ) : (
        <code>{code === undefined ? evidence.where : `${code.system} ${code.code}`}</code>
      )}
      {withOrigin && (
        <span className="care-origin">
          <Ruby>{text.person.origins[evidence.origin]}</Ruby>
        </span>
      )}
    </span>
  );
}
