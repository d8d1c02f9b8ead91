import { useEffect, type RefObject } from 'react';

/** The entry that was pressed on the map comes into sight, with the focus on it, as soon as the book has it. */
export function usePressedEntry(book: RefObject<HTMLElement | null>, entryId: string | undefined): void {
  useEffect(() => {
    if (entryId === undefined) return;
    const row = book.current?.querySelector<HTMLElement>(`[data-entry="${CSS.escape(entryId)}"]`);
    row?.querySelector<HTMLElement>('[data-testid="log-edit-open"]')?.focus();
    row?.scrollIntoView({ block: 'center' });
  }, [book, entryId]);
}
