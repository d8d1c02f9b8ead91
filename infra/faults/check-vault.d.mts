import type { MarkSearch } from '@hinomi/testing';

export interface VaultDoor {
  insist(client: string, method: string, path: string): Promise<{ json(): unknown }>;
}

/** What differs, in words: who came in is there once, and the audit is whole. */
export function checkVault(door: VaultDoor, ledger: { persons: Map<string, { shelter: string }> }): Promise<string[]>;

/** Where a word of the vault stands in the files of a folder. */
export function searchFiles(search: MarkSearch, folder: string): Promise<string[]>;
