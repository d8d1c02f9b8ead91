import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { MarkSearch, markedPerson, temporaryFolder, wordsOf } from '@hinomi/testing';
import { checkVault, searchFiles } from './check-vault.mjs';

const folder = temporaryFolder('check-vault');
afterAll(() => folder.remove());

const ledger = {
  persons: new Map([
    ['p1', { shelter: 's' }],
    ['p2', { shelter: 's' }],
  ]),
};
const doorOf = (persons: string[], audit: { intact: boolean; faults: string[] }) => ({
  insist: (_client: string, _method: string, asked: string) =>
    Promise.resolve({ json: () => (asked.includes('/persons?') ? persons.map((person) => ({ person })) : audit) }),
});
const whole = { intact: true, faults: [] };

describe('the check of the vault', () => {
  it('finds nothing wrong where everybody is there and the audit is whole', async () => {
    expect(await checkVault(doorOf(['p1', 'p2'], whole), ledger)).toEqual([]);
  });

  it.each([
    ['somebody is missing', doorOf(['p1'], whole), '1 persons of s were acknowledged and are not in the vault'],
    ['somebody is there twice', doorOf(['p1', 'p2', 'p2'], whole), '3 persons are at s, 2 came in'],
    ['the audit is broken', doorOf(['p1', 'p2'], { intact: false, faults: ['record 3'] }), 'record 3'],
  ])('says so when %s', async (_, door, words) => {
    expect((await checkVault(door, ledger)).join('\n')).toContain(words);
  });

  it('finds a word of a person in a file, also over the edge of what is read at once', async () => {
    const [word] = wordsOf(markedPerson(7));
    const search = new MarkSearch(wordsOf(markedPerson(7)));
    writeFileSync(path.join(folder.path, 'clean.log'), `nothing of ${wordsOf(markedPerson(8))[0]} is looked for\n`);
    expect(await searchFiles(search, folder.path)).toEqual([]);
    const edge = 1024 * 1024 - 3;
    writeFileSync(path.join(folder.path, 'leak.log'), Buffer.concat([Buffer.alloc(edge, '.'), Buffer.from(word!)]));
    expect((await searchFiles(search, folder.path)).join('\n')).toContain(`leak.log: ${word}`);
  });
});
