import type { ReactNode } from 'react';
import { useWords } from '../../../words/language-context.js';
import { plain } from '../../../words/ruby-text.js';

/** An address that a source gives; nothing for one that a browser should not follow. */
export function WebLink({ address, name }: { address: string | null; name?: string }): ReactNode {
  const words = useWords();
  if (address === null || !/^https?:\/\//i.test(address)) return null;
  return (
    <p>
      <a href={address} target="_blank" rel="noreferrer noopener">
        {name ?? plain(words.detail.web)}
      </a>
    </p>
  );
}
