import { readdirSync, readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { HubError } from '@hinomi/contracts';
import { parseAtom } from '../atom/parse-atom.js';
import { parseCap } from '../cap/parse-cap.js';
import { parseGdacs } from '../gdacs/parse-gdacs.js';
import { parseJmaXml } from '../jma-xml/parse.js';
import { parseRss } from '../rss/parse-rss.js';
import { parseUsgsGeoJson } from '../usgs-geojson/parse-usgs-geojson.js';
import { MAX_XML_ELEMENTS, readXml } from './read-xml.js';

/** One length for every long suite: 10 in CI, 300 in the soak. */
const ROUNDS = Number(process.env['HINOMI_ROUNDS'] ?? 10);

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const fixtures = new URL('../../fixtures/', import.meta.url).pathname;
const below = (folder: string): Uint8Array[] =>
  readdirSync(`${fixtures}${folder}`)
    .filter((name) => name.endsWith('.xml'))
    .map((name) => new Uint8Array(readFileSync(`${fixtures}${folder}/${name}`)));

/** Reads, or refuses as it should: one of the parser's own codes, a place, and words that fit on a page. */
function reads(parse: (bytes: Uint8Array) => unknown, bytes: Uint8Array): boolean {
  try {
    parse(bytes);
    return true;
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    expect(error.code).toMatch(/^report\.(unreadable|unsupported|invalid|too-large|empty)$/);
    expect(error.message.length).toBeLessThan(1_200);
    expect(error.place).toBeDefined();
    return false;
  }
}

/** A parser that goes through its input once needs seconds at most, also on a busy machine. */
const PATIENCE_MS = 60_000;

/** As {@link reads}, but what keeps the parser busy for longer is stopped and fails: a timeout of the test could not, while nothing waits. */
function readsInTime(parse: (bytes: Uint8Array) => unknown, bytes: Uint8Array): boolean {
  return runInNewContext('read()', { read: () => reads(parse, bytes) }, { timeout: PATIENCE_MS }) as boolean;
}

/** Harm as lines, disks and attackers do it: bytes changed, cut out, doubled, and pieces of mark-up put in. */
const harm = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat(60),
    by: fc.constantFrom('flip', 'cut', 'double', 'insert'),
    piece: fc.constantFrom(
      '<',
      '>',
      '&',
      '&lt;',
      '&#0;',
      '&#x110000;',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<!DOCTYPE a [',
      '<?xml?>',
      '\u0000',
      '\uFFFE',
      '</',
      '/>',
      '"',
      "'",
      ' xmlns="urn:x"',
      ' xmlns=""',
      '<a:b/>',
      'NaN',
      '-1e999',
      '９',
      '\u202E',
      '99999999999999999999',
    ),
    bits: fc.integer({ min: 1, max: 255 }),
  }),
  { minLength: 1, maxLength: 6 },
);

function harmed(bytes: Uint8Array, harms: readonly HarmStep[]): Uint8Array {
  let now = bytes;
  for (const { at, length, by, piece, bits } of harms) {
    const from = Math.floor(at * now.length);
    const [before, part, after] = [
      now.subarray(0, from),
      now.subarray(from, from + length),
      now.subarray(from + length),
    ];
    const changed = {
      flip: part.map((byte) => byte ^ bits),
      cut: new Uint8Array(),
      double: join(part, part),
      insert: join(utf8(piece), part),
    };
    now = join(before, changed[by as keyof typeof changed], after);
  }
  return now;
}

interface HarmStep {
  at: number;
  length: number;
  by: string;
  piece: string;
  bits: number;
}

function join(...parts: Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

const USGS = utf8(
  '{"type":"FeatureCollection","features":[{"type":"Feature","id":"us1","geometry":{"type":"Point","coordinates":[1,2,3]},"properties":{"type":"earthquake","time":1,"updated":2,"mag":5.1}}]}',
);
const ATOM = utf8(
  '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>a</id><link href="https://a.example/"/><updated>2024-01-01T00:00:00Z</updated></entry></feed>',
);

const RSS = utf8(
  '<rss><channel><item><guid>a</guid><link>https://a.example/</link><pubDate>Mon, 30 Dec 2019 01:35:11 GMT</pubDate><alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>1</identifier></alert></item></channel></rss>',
);

describe('a harmed document', () => {
  it.each([
    ['a JMA telegram', parseJmaXml, below('jma-xml')],
    ['a CAP alert', parseCap, below('cap')],
    ['a list of entries', parseAtom, [ATOM]],
    ['a USGS feed', parseUsgsGeoJson, [USGS]],
    ['an RSS list', parseRss, [RSS]],
    ['a GDACS list', parseGdacs, below('gdacs')],
  ])(
    '%s is read or refused in words, whatever happened to it',
    (_what, parse, documents) => {
      fc.assert(
        fc.property(fc.constantFrom(...documents), harm, (document, harms) => {
          reads(parse as (bytes: Uint8Array) => unknown, harmed(document, harms));
        }),
        { numRuns: 40 * ROUNDS },
      );
    },
    300_000,
  );
});

const alert = (inner: string, before = ''): string =>
  `<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>a</identifier><sender>b</sender><sent>2024-01-01T00:00:00+00:00</sent><status>Actual</status><msgType>Alert</msgType>${before}<scope>Public</scope><info>${inner}</info></alert>`;
const area = (inner: string): string => alert(`<area><areaDesc>x</areaDesc>${inner}</area>`);
const telegram = (title: string, body: string, eventId = '1'): string =>
  `<Report xmlns="http://xml.kishou.go.jp/jmaxml1/"><Control><Title>${title}</Title><DateTime>2024-01-01T00:00:00Z</DateTime><Status>通常</Status></Control><Head><ReportDateTime>2024-01-01T00:00:00Z</ReportDateTime><InfoType>発表</InfoType><EventID>${eventId}</EventID></Head><Body>${body}</Body></Report>`;

/** Long enough that whatever takes its square in steps is stopped: each character once is a moment, each with each is minutes. */
const LONG = 400_000;

describe('a document made to keep a parser busy', () => {
  it.each([
    ['digits without a comma', area(`<polygon>${'1'.repeat(LONG)}</polygon>`), false],
    ['digits for a circle', area(`<circle>${'1'.repeat(LONG)}</circle>`), false],
    ['blanks within a circle', area(`<circle>1,1${' '.repeat(LONG)}x</circle>`), false],
    ['blanks within a text', alert(`<event>a${' '.repeat(LONG)}b</event>`), true],
    ['fractions of a second', alert(`<expires>2024-01-01T00:00:00.${'1'.repeat(LONG)}x</expires>`), false],
    ['a ring of many points', area(`<polygon>${'1,1 '.repeat(LONG)}1,1</polygon>`), true],
    ['a ring many times around the world', area(`<polygon>${'1,0 1,120 1,-120 '.repeat(LONG / 8)}1,0</polygon>`), true],
    [
      'a ring to and fro over the antimeridian',
      area(`<polygon>${'1,179 1,-179 '.repeat(LONG / 8)}1,179</polygon>`),
      true,
    ],
    ['blanks between points', area(`<polygon>1,1${' '.repeat(LONG)}1,2${' '.repeat(LONG)}x</polygon>`), false],
    ['commas instead of points', area(`<polygon>1${' ,'.repeat(LONG)}</polygon>`), false],
    ['quotes around nobody', alert('', `<addresses>${'"x'.repeat(LONG)}</addresses>`), true],
    ['a file that is none', alert(`<resource><derefUri>${'=! '.repeat(LONG)}</derefUri></resource>`), true],
    ['codes without end', alert(`<parameter>${'='.repeat(LONG)}</parameter>`.repeat(2)), true],
    ['digits of a height', area(`<altitude>${'1'.repeat(LONG)}.</altitude>`), true],
    ['many areas', alert('<area><areaDesc>x</areaDesc></area>'.repeat(LONG / 8)), true],
    ['names of one sender', alert('', `<source>${'x '.repeat(LONG)}</source>`), true],
  ])('an alert of %s', (_what, xml, isRead) => {
    expect(readsInTime(parseCap, utf8(xml))).toBe(isRead);
  });

  const item = (inner: string): string =>
    `<rss xmlns:g="http://www.gdacs.org" xmlns:r="http://www.georss.org/georss"><channel><item><guid>TC1</guid><link>a</link>${inner}</item></channel></rss>`;
  const dated = '<pubDate>Mon, 30 Dec 2019 01:35:11 GMT</pubDate>';
  it.each([
    ['blanks within a time', item(`<pubDate>Mon,${' '.repeat(LONG)}x</pubDate>`)],
    ['letters for a time', item(`<pubDate>${'a'.repeat(LONG)}</pubDate>`)],
    ['digits for a place', item(`${dated}<r:point>${'1'.repeat(LONG)} 2</r:point><g:bbox>1 2 3 4</g:bbox>`)],
    ['blanks within a box', item(`${dated}<g:bbox>1${' '.repeat(LONG)}2 3 4x</g:bbox><r:point>1 2</r:point>`)],
    ['countries without end', item(`${dated}<r:point>1 2</r:point><g:country>${'a, '.repeat(LONG)}</g:country>`)],
    ['items without end', item('<g:x/></item><item>'.repeat(LONG / 8))],
    [
      'alerts within alerts',
      item('<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">'.repeat(30) + '</alert>'.repeat(30)),
    ],
  ])('a list of %s', (_what, xml) => {
    expect(readsInTime(parseRss, utf8(xml))).toBe(true);
    expect(typeof readsInTime(parseGdacs, utf8(xml))).toBe('boolean');
  });

  it.each([
    ['a title without end', telegram('震度'.repeat(LONG), ''), true],
    ['a title of characters that grow when they are compared', telegram('\uFDFA'.repeat(LONG), ''), true],
    ['many event ids', telegram('震度速報', '', '1 '.repeat(LONG)), false],
    [
      'a coordinate of digits',
      telegram(
        '震源に関する情報',
        `<Earthquake><Hypocenter><Area><Name>x</Name><Coordinate>+${'1'.repeat(LONG)}</Coordinate></Area></Hypocenter></Earthquake>`,
      ),
      true,
    ],
    [
      'brackets in a type',
      telegram('気象警報・注意報（Ｒ０６）（大雨）', `<Warning type="${'('.repeat(LONG)}"><Item/></Warning>`),
      false,
    ],
  ])('a telegram of %s', (_what, xml, isRead) => {
    expect(readsInTime(parseJmaXml, utf8(xml))).toBe(isRead);
  });

  it.each([
    ['more elements than any telegram has', `<a>${'<b/>'.repeat(MAX_XML_ELEMENTS)}</a>`, false],
    [
      'attributes without end',
      `<a ${Array.from({ length: LONG / 10 }, (_unused, index) => `a${index}=""`).join(' ')}/>`,
      true,
    ],
    ['one long attribute', `<a b="${'x'.repeat(5 * LONG)}"/>`, true],
    ['names of 60,000 characters', `<${'a'.repeat(60_000)}>${'<b>'.repeat(60)}x`, false],
    ['a comment that does not end', `<a><!--${'-x'.repeat(LONG)}`, false],
    ['half ends of CDATA', `<a><![CDATA[${']]x'.repeat(LONG)}]]></a>`, true],
    ['references', `<a>${'&#65;'.repeat(LONG)}</a>`, true],
    ['entities within entities', '<!DOCTYPE a [<!ENTITY b "&c;&c;"><!ENTITY c "&d;&d;">]><a>&b;</a>', false],
    ['a file of this machine', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', false],
    ['a parameter entity of another host', '<!DOCTYPE a [<!ENTITY % b SYSTEM "http://a.example/"> %b;]><a/>', false],
    ['a document type behind a byte order mark', '\uFEFF<!DOCTYPE a><a/>', false],
    [
      'an encoding declared twice',
      '<?xml version="1.0" encoding="UTF-8"?><?xml version="1.0" encoding="UTF-16"?><a/>',
      false,
    ],
  ])('XML of %s', (_what, xml, isRead) => {
    expect(readsInTime(readXml, utf8(xml))).toBe(isRead);
  });

  it.each([
    ['UTF-16 without its other half', Uint8Array.from([0xff, 0xfe, ...Buffer.from('<a>\uD800</a>', 'utf16le')])],
    ['UTF-16 of odd length', Uint8Array.from([0xff, 0xfe, ...Buffer.from('<a/>', 'utf16le'), 0x3c])],
    ['UTF-8 in more bytes than needed', Uint8Array.from([0x3c, 0x61, 0x3e, 0xc0, 0xbc, 0x3c, 0x2f, 0x61, 0x3e])],
    ['UTF-16 that calls itself UTF-8', Buffer.from('<?xml version="1.0" encoding="UTF-8"?><a b="<"/>', 'utf16le')],
    ['UTF-7', utf8('<?xml version="1.0" encoding="UTF-7"?>+ADw-a/+AD4-')],
    ['UTF-32', Buffer.from([0, 0, 0xfe, 0xff, 0, 0, 0, 0x3c])],
  ])('refuses %s', (_what, bytes) => {
    expect(readsInTime(readXml, new Uint8Array(bytes))).toBe(false);
  });
});
