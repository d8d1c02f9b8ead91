import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parseCap } from '../cap/parse-cap.js';
import { parseAtom } from './parse-atom.js';

const corpus = process.env['HINOMI_CORPUS'] ?? new URL('../../../../../shared/data', import.meta.url).pathname;
const present = existsSync(corpus);

const feed = (entries: string) =>
  parseAtom(
    new TextEncoder().encode(
      `<feed xmlns="http://www.w3.org/2005/Atom"><title>List</title><updated>2026-11-23T09:00:20+09:00</updated>${entries}</feed>`,
    ),
  );

describe('parseAtom', () => {
  it('lists documents', () => {
    expect(
      feed(
        '<entry><title>震度速報</title><id>urn:1</id><updated>2026-11-23T00:00:00Z</updated><link type="application/xml" href="a.xml"/></entry>',
      ),
    ).toEqual({
      title: 'List',
      updated: '2026-11-23T00:00:20.000Z',
      entries: [{ id: 'urn:1', link: 'a.xml', updated: '2026-11-23T00:00:00.000Z', title: '震度速報', document: null }],
      problems: [],
    });
  });

  it('takes the link to the alert rather than the page about it, and no other relation', () => {
    const links = '<link href="page"/><link rel="related" href="other"/>';
    expect(
      feed(`<entry><id>1</id>${links}<link type="application/cap+xml" href="cap"/></entry>`).entries[0]?.link,
    ).toBe('cap');
    expect(feed(`<entry><id>1</id><link rel="self" href="me"/>${links}</entry>`).entries[0]?.link).toBe('page');
  });

  it('takes out an alert that an entry carries, and knows one that stands elsewhere', () => {
    const alert = `<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>1</identifier><sender>s</sender>
      <sent>2026-09-10T18:20:00+09:00</sent><status>Actual</status><msgType>Ack</msgType><scope>Public</scope></alert>`;
    const [entry] = feed(`<entry><id>1</id><content type="application/cap+xml">${alert}</content></entry>`).entries;
    expect(parseCap(entry?.document ?? new Uint8Array())).toMatchObject({ identifier: '1', msgType: 'Ack' });
    const elsewhere = '<content type="application/cap+xml" src="https://a.example/1.cap"/>';
    expect(feed(`<entry><id>1</id>${elsewhere}</entry>`).entries[0]?.link).toBe('https://a.example/1.cap');
  });

  it('goes on after an entry without id, link or time', () => {
    const read = feed(
      '<entry><link href="a"/></entry><entry><id>2</id></entry><entry><id>3</id><link href="c"/><updated>soon</updated></entry>',
    );
    expect(read.entries).toEqual([{ id: '3', link: 'c', updated: null, title: '', document: null }]);
    expect(read.problems.map((problem) => problem.place?.path)).toEqual(['/feed/entry/id', '/feed/entry/link']);
  });

  it.each([
    ['<rss version="2.0"/>', 'report.unsupported'],
    ['<html><body>Service unavailable</body></html>', 'report.unsupported'],
    ['<feed xmlns="http://www.w3.org/2005/Atom"><entry>', 'report.unreadable'],
  ])('refuses %s', (xml, code) => {
    expect(() => parseAtom(new TextEncoder().encode(xml))).toThrow(expect.objectContaining({ code }));
  });
});

(present ? describe : describe.skip)(`Atom corpus${present ? '' : ' (absent: set HINOMI_CORPUS)'}`, () => {
  it('reads a list of CAP alerts', () => {
    const { entries } = parseAtom(readFileSync(`${corpus}/cap/feeds/meteoalarm-legacy-atom-poland.xml`));
    expect(entries).toHaveLength(2);
    expect(entries[0]).toMatchObject({ updated: '2023-04-27T12:22:01.000Z' });
    expect(entries[0]?.link).toMatch(/\/api\/v1\/warnings\/feeds-poland\/[0-9a-f-]+$/);
  });
});
