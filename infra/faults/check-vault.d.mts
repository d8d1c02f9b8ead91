import type { MarkSearch } from '@hinomi/testing';
import type { Insisting } from './door.mjs';

/** What differs, in words: who came in is there once, and the audit is whole. */
export function checkVault(door: Insisting, ledger: { persons: Map<string, { shelter: string }> }): Promise<string[]>;

/** Where a word of the vault stands in the files of a folder. */
export function searchFiles(search: MarkSearch, folder: string): Promise<string[]>;
