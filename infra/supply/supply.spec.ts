import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { temporaryFolder } from '@hinomi/testing';
import { judgeAudit } from './judge-audit.mjs';
import { packagesOf, wrongIn, type LockedPackage } from './packages.mjs';

const lock: unknown = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const packages = packagesOf(lock);

describe('what is shipped', () => {
  it('has a hash, an allowed licence, and no script of its own that nobody expects', () => {
    expect(packages.filter(({ shipped }) => shipped).length).toBeGreaterThan(200);
    expect(wrongIn(packages)).toEqual([]);
  });

  it.each<[string, Partial<LockedPackage>, RegExp]>([
    ['without a hash', { integrity: null }, /no SHA-512/],
    ['with a weak hash', { integrity: 'sha1-AAAA' }, /no SHA-512/],
    ['from elsewhere', { resolved: 'git+ssh://git@example.org/one.git' }, /comes from git/],
    ['with a script', { hasScript: true }, /runs a script/],
    ['without a licence', { said: null }, /no licence/],
    ['under a licence that spreads', { said: 'GPL-3.0-only' }, /GPL-3.0-only/],
    ['under two, one of which spreads', { said: '(MIT AND GPL-3.0-only)' }, /GPL-3.0-only/],
    ['under a licence for work only', { said: 'MPL-2.0' }, /where it is shipped/],
  ])('is refused %s', (_, over, sentence) => {
    const fine = {
      name: 'one',
      version: '1.0.0',
      said: 'MIT',
      shipped: true,
      integrity: 'sha512-AAAA',
      resolved: null,
    };
    const one = { ...fine, hasScript: false, ...over };
    expect(wrongIn([...packages, one])).toEqual([expect.stringMatching(sentence)]);
  });

  it('may be under one of two licences', () => {
    const one = { ...packages[0]!, name: 'one', hasScript: false, said: '(MPL-2.0 OR Apache-2.0)', shipped: true };
    expect(wrongIn([...packages, one])).toEqual([]);
  });

  it('is told in docs/licences.md', () => {
    expect(() => execFileSync(process.execPath, ['infra/supply/write-licences.mjs', '--check'])).not.toThrow();
  });

  it('is a CycloneDX bill of materials with a licence and a hash for each package', () => {
    const folder = temporaryFolder('sbom');
    try {
      const file = join(folder.path, 'sbom.json');
      execFileSync(process.execPath, ['infra/supply/write-sbom.mjs', file]);
      const bom = JSON.parse(readFileSync(file, 'utf8')) as {
        bomFormat: string;
        components: { 'bom-ref': string; type: string; licenses?: object[]; hashes?: object[]; purl?: string }[];
      };
      expect(bom.bomFormat).toBe('CycloneDX');
      const ours = (purl = ''): boolean => purl.startsWith('pkg:npm/%40hinomi/');
      const theirs = bom.components.filter(({ purl, type }) => type === 'library' && !ours(purl));
      expect(theirs.filter(({ licenses, hashes }) => !licenses?.length || !hashes?.length)).toEqual([]);
      const named = packages.filter((one) => one.shipped).map(({ name, version }) => `${name}@${version}`);
      expect(theirs.map((one) => one['bom-ref']).sort()).toEqual([...named].sort());
      expect(named.some((one) => one.startsWith('jest@'))).toBe(false);
    } finally {
      folder.remove();
    }
  });
});

describe('advisories', () => {
  const report = (severity: string) =>
    JSON.stringify({
      vulnerabilities: { one: { name: 'one', severity, range: '<1' } },
      metadata: { vulnerabilities: { total: 1 } },
    });

  it('fail for what is grave, and tell of the rest', () => {
    expect(judgeAudit(report('high')).verdict).toBe('vulnerable');
    expect(judgeAudit(report('low'))).toMatchObject({
      verdict: 'fine',
      sentences: ['one <1: low', expect.any(String)],
    });
  });

  it.each([
    ['', 'no answer'],
    ['{"message":"405 Method Not Allowed","error":{"summary":"audit endpoint returned an error"}}', '405'],
    ['<html>', 'no answer'],
  ])('are never taken for fine where the registry answered %j', (text, why) => {
    const { verdict, sentences } = judgeAudit(text);
    expect([verdict, sentences[0]]).toEqual(['unanswered', expect.stringMatching(`NOT looked at.*${why}`)]);
  });
});
