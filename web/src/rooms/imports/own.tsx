import type { ReactNode } from 'react';

/** What stands in the file, in the file's own language. */
export function Own({ children }: { children: ReactNode }): ReactNode {
  return (
    <span lang="ja" data-own>
      {children}
    </span>
  );
}
