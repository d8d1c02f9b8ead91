import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import type { Instant } from '@hinomi/contracts';
import { deriveCap } from '../cap/derive-cap.js';
import { message, shelterThing, SQUARE, warning } from '../cap/write-cap.suite.js';
import { children, childText } from '../xml/element.js';
import { readXml } from '../xml/read-xml.js';
import { parseAtom } from './parse-atom.js';
import { writeCapFeed, type CapFeed } from './write-cap-feed.js';

const alert = deriveCap(warning(), message({ shapeOf: () => ({ type: 'Polygon', coordinates: [SQUARE] }) }));
const url = 'https://hub.example.jp/cap/1.xml?a=1&b=2';
const feed = (over: Partial<CapFeed> = {}): string =>
  writeCapFeed({
    id: 'tag:hub.example.jp,2026:cap',
    title: '警報の一覧',
    selfUrl: 'https://hub.example.jp/cap/feed.atom',
    updated: '2026-09-01T03:01:00.000Z' as Instant,
    author: { name: '見本県' },
    entries: [{ alert, url }],
    ...over,
  });
const bytes = (xml: string): Uint8Array => new TextEncoder().encode(xml);
const entryOf = (xml: string) => children(readXml(bytes(xml)), 'entry')[0];

describe('writeCapFeed', () => {
  it('is a list as the hub itself reads one', () => {
    expect(parseAtom(bytes(feed()))).toEqual({
      title: '警報の一覧',
      updated: '2026-09-01T03:01:00.000Z',
      entries: [
        {
          id: alert.identifier,
          link: url,
          updated: '2026-09-01T03:00:30.000Z',
          title: '能登では、土砂災害に警戒してください。',
          document: null,
        },
      ],
      problems: [],
    });
  });

  it('says who made it, and where it is', () => {
    const root = readXml(bytes(feed()));
    expect(children(root, 'link').map(({ attributes }) => attributes)).toEqual([
      { rel: 'self', href: 'https://hub.example.jp/cap/feed.atom', type: 'application/atom+xml' },
    ]);
    expect(childText(children(root, 'author')[0], 'name')).toBe('見本県');
    expect(childText(root, 'id')).toBe('tag:hub.example.jp,2026:cap');
  });

  it('repeats the main facts in the namespace of CAP, with the latitude first', () => {
    const entry = entryOf(feed());
    const said = Object.fromEntries((entry?.children ?? []).map(({ name, text }) => [name, text]));
    expect(said).toMatchObject({
      published: '2026-09-01T12:00:30+09:00',
      summary: '命に危険が及ぶ土砂災害が、いつ発生してもおかしくない状況です。',
      event: '土砂災害危険警報',
      status: 'Actual',
      msgType: 'Alert',
      severity: 'Severe',
      urgency: 'Immediate',
      certainty: 'Likely',
      expires: '2026-09-01T18:00:00+09:00',
      areaDesc: '輪島市、珠洲市',
      polygon: '37 136.5 37 137 37.5 137 37.5 136.5 37 136.5',
    });
    expect(children(entry, 'severity')[0]?.ns).toBe('urn:oasis:names:tc:emergency:cap:1.2');
    expect(children(entry, 'polygon')[0]?.ns).toBe('http://www.georss.org/georss');
    expect(children(entry, 'geocode').map((code) => childText(code, 'value'))).toContain('172049');
  });

  it('gives a point as a point, and the other language where it is asked for', () => {
    const entries = [{ alert: deriveCap(shelterThing(), message()), url }];
    expect(childText(entryOf(feed({ entries })), 'point')).toBe('37.0431 136.9675');
    expect(childText(entryOf(feed({ language: 'en' })), 'title')).toBe('Weather warning (equivalent to alert level 4)');
  });

  it('may be empty', () => {
    expect(parseAtom(bytes(feed({ entries: [] })))).toMatchObject({ entries: [], problems: [] });
  });

  it('is well-formed whatever texts and addresses hold', () => {
    const any = fc.string({ unit: 'binary', minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(any, any, any, (title, headline, name) => {
        const odd = deriveCap(warning({}, { headline: `見出し${headline}` }), message());
        const entries = [{ alert: odd, url: `https://hub.example.jp/?q=${encodeURIComponent('a')}&${name}` }];
        const list = parseAtom(bytes(feed({ title, author: { name }, entries })));
        expect(list.entries.map(({ id }) => id)).toEqual([odd.identifier]);
        expect(list.entries[0]?.title).toMatch(/^見出し/);
      }),
      { numRuns: 100 },
    );
  });
});
