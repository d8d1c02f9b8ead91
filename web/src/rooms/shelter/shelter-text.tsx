import type { ReactNode } from 'react';
import { RubyText } from '../../words/ruby-text-view.js';
import { useShelterWords } from '../../words/shelter/shelter-words.js';

/** A text of the room's catalogue. */
export function Text({ children }: { children: string }): ReactNode {
  return <RubyText language={useShelterWords().language}>{children}</RubyText>;
}
