import { describe, expect, it } from '@jest/globals';
import { Source, type AtomSource } from '../sources/source.js';
import { decideEntries } from './decide-entries.js';

const source = (over: Record<string, unknown> = {}): AtomSource =>
  Source.parse({
    id: 'list',
    title: 'List',
    kind: 'atom',
    format: 'jma-xml',
    url: 'https://feed.example/feed/short.xml',
    intervalSeconds: 60,
    attribution: 'A',
    licence: 'L',
    enabled: true,
    ...over,
  }) as AtomSource;

const decide = (links: string[], over: Record<string, unknown> = {}) => {
  const { wanted, refused } = decideEntries(
    source(over),
    new URL('https://feed.example/feed/short.xml'),
    links.map((link, index) => ({ id: String(index), link, updated: null, title: '', document: null })),
  );
  return { urls: wanted.map(({ url }) => url.href), refused: refused.length };
};

describe('decideEntries', () => {
  it('wants telegrams of the listed codes only', () => {
    const base = 'https://feed.example/data/20261123000000_0_';
    const telegrams = ['VXSE53', 'VXKO*'];
    expect(
      decide(
        ['VXSE53_270000', 'VXSE51_010000', 'VXKO50_820209', 'VPWW55_VXSE53'].map((name) => `${base}${name}.xml`),
        { telegrams },
      ).urls,
    ).toEqual([`${base}VXSE53_270000.xml`, `${base}VXKO50_820209.xml`]);
    expect(decide(['https://feed.example/readme.html'], { telegrams })).toEqual({ urls: [], refused: 0 });
  });

  it('follows links to its own host and to those that are listed', () => {
    expect(decide(['https://other.example/a.xml'], { alsoHosts: ['other.example'] }).urls).toHaveLength(1);
    expect(decide(['../data/a.xml']).urls).toEqual(['https://feed.example/data/a.xml']);
    expect(decide(['http://feed.example/a.xml']).urls).toEqual(['https://feed.example/a.xml']);
  });

  it.each([
    'https://other.example/a.xml',
    'https://feed.example:8443/a.xml',
    'https://feed.example@other.example/a.xml',
    'http://169.254.169.254/latest',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'https://',
  ])('does not follow %s', (link) => {
    expect(decide([link])).toEqual({ urls: [], refused: 1 });
  });

  it('wants an entry once, however often it is listed', () => {
    const entry = { id: 'same', link: 'a.xml', updated: null, title: '', document: null };
    expect(decideEntries(source(), new URL('https://feed.example/'), [entry, entry]).wanted).toHaveLength(1);
    const otherArea = { ...entry, id: 'same&area=2' };
    expect(decideEntries(source(), new URL('https://feed.example/'), [entry, otherArea]).wanted).toEqual([
      expect.objectContaining({ entryId: 'same' }),
    ]);
  });

  it('wants an alert that the list carries, wherever its link leads', () => {
    const document = new Uint8Array([60]);
    const entry = { id: 'here', link: 'https://other.example/a.html', updated: null, title: '', document };
    const listUrl = new URL('https://feed.example/');
    expect(decideEntries(source({ format: 'cap' }), listUrl, [entry])).toMatchObject({
      wanted: [{ entryId: 'here', bytes: document }],
      refused: [],
    });
  });
});
