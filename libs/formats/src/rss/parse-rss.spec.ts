import { describe, expect, it } from '@jest/globals';
import { HubError } from '@hinomi/contracts';
import { parseCap } from '../cap/parse-cap.js';
import { parseRss } from './parse-rss.js';
import { readRssTime } from './rfc822.js';

const rss = (items: string): Uint8Array =>
  new TextEncoder().encode(
    `<?xml version="1.0"?><rss version="2.0" xmlns:cap="urn:oasis:names:tc:emergency:cap:1.2"><channel>
    <title>Alerts of Mihon</title><pubDate>Thu, 10 Sep 2026 09:30:00 GMT</pubDate>${items}</channel></rss>`,
  );
const entry = (item: string) => parseRss(rss(`<item>${item}</item>`)).entries[0];

describe('parseRss', () => {
  it('lists what a channel names, with its times', () => {
    const list = parseRss(
      rss(`<item><title>河川氾濫</title><guid isPermaLink="false">flood-2026-017</guid>
        <link>https://alerts.example/flood-2026-017.xml</link><pubDate>Thu, 10 Sep 2026 18:20:00 +0900</pubDate></item>
        <item><link>/relative.xml</link></item>`),
    );
    expect(list).toEqual({
      title: 'Alerts of Mihon',
      updated: '2026-09-10T09:30:00.000Z',
      entries: [
        {
          id: 'flood-2026-017',
          link: 'https://alerts.example/flood-2026-017.xml',
          updated: '2026-09-10T09:20:00.000Z',
          title: '河川氾濫',
          document: null,
        },
        { id: '/relative.xml', link: '/relative.xml', updated: null, title: '', document: null },
      ],
      problems: [],
    });
  });

  it('prefers the alert to a page about it', () => {
    const page = '<guid>1</guid><link>https://a.example/page.html</link>';
    expect(entry(`${page}<enclosure type="application/cap+xml" url="https://a.example/1.cap"/>`)?.link).toBe(
      'https://a.example/1.cap',
    );
    expect(entry(`${page}<enclosure type="image/png" url="https://a.example/1.png"/>`)?.link).toBe(
      'https://a.example/page.html',
    );
    const typed =
      '<link xmlns="http://www.w3.org/2005/Atom" type="application/cap+xml" href="https://a.example/2.cap"/>';
    expect(entry(`${page}${typed}`)?.link).toBe('https://a.example/2.cap');
  });

  it('takes a guid for the link where it is one', () => {
    expect(entry('<guid>https://a.example/1.cap</guid>')?.link).toBe('https://a.example/1.cap');
    expect(parseRss(rss('<item><guid isPermaLink="false">https://a.example/1.cap</guid></item>')).entries).toEqual([]);
  });

  it('takes out an alert that the list carries', () => {
    const alert = `<cap:alert><cap:identifier>a&amp;1</cap:identifier><cap:sender>s@a.example</cap:sender>
      <cap:sent>2026-09-10T18:20:00+09:00</cap:sent><cap:status>Actual</cap:status><cap:msgType>Cancel</cap:msgType>
      <cap:scope>Public</cap:scope><cap:note>1 &lt; 2</cap:note>
      <cap:references>s@a.example,0,2026-09-10T18:00:00+09:00</cap:references></cap:alert>`;
    const document = entry(`<guid>1</guid><description>${alert}</description>`)?.document;
    const written = alert.replace('a&amp;1', 'a1');
    expect(document && new TextDecoder().decode(document)).toContain('<cap:identifier>a&amp;1</cap:identifier>');
    const bytes = entry(`<guid>1</guid>${written}`)?.document ?? new Uint8Array();
    expect(parseCap(bytes)).toMatchObject({ identifier: 'a1', note: '1 < 2', references: [{ identifier: '0' }] });
  });

  it('keeps the rest when one item says nothing, and says where it is', () => {
    const { entries, problems } = parseRss(rss('<item><title>x</title></item>\n<item><link>/a</link></item>'));
    expect(entries).toHaveLength(1);
    expect(problems[0]).toMatchObject({ code: 'report.invalid', place: { path: '/rss/channel/item/guid' } });
  });

  it.each(['<feed xmlns="http://www.w3.org/2005/Atom"/>', '<rss/>', '<html/>'])('does not take %s for RSS', (xml) => {
    expect(() => parseRss(new TextEncoder().encode(xml))).toThrow(HubError);
  });
});

describe('readRssTime', () => {
  it.each([
    ['Mon, 30 Dec 2019 01:35:11 GMT', '2019-12-30T01:35:11.000Z'],
    ['30 Dec 2019 01:35:11 +0000', '2019-12-30T01:35:11.000Z'],
    ['Mon,  3 Feb 2020 1:05 EST', '2020-02-03T06:05:00.000Z'],
    ['Monday, 30 December 2019 10:35:11 +09:00', '2019-12-30T01:35:11.000Z'],
  ])('reads %s', (text, instant) => {
    expect(readRssTime(text)).toBe(instant);
  });

  it.each([
    '',
    'yesterday',
    '2019-12-30T01:35:11Z',
    '30 Foo 2019 01:35:11 GMT',
    '30 Dec 2019 01:35:11',
    '30 Dec 2019 99:35:11 GMT',
  ])('does not read "%s"', (text) => {
    expect(readRssTime(text)).toBeNull();
  });
});
