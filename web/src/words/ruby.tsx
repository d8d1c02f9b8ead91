import type { ReactNode } from 'react';
import { useWords } from './language-context.js';
import { RubyText } from './ruby-text-view.js';

/** A text of the console's catalogue. */
export function Ruby({ children }: { children: string }): ReactNode {
  return <RubyText language={useWords().language}>{children}</RubyText>;
}
