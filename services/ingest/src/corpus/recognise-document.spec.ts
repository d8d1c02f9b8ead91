import { describe, expect, it } from '@jest/globals';
import { recogniseDocument } from './recognise-document.js';

const JMA = '<Report xmlns="http://xml.kishou.go.jp/jmaxml1/"></Report>';
const of = (content: string | Uint8Array, name = 'file'): unknown =>
  recogniseDocument(typeof content === 'string' ? new TextEncoder().encode(content) : content, name);

describe('recogniseDocument', () => {
  it.each([
    ['a telegram under any name', JMA, { format: 'jma-xml' }],
    [
      'one behind a declaration, comments and white space',
      `\uFEFF<?xml version="1.0"?>\n<!-- a -->\n${JMA}`,
      { format: 'jma-xml' },
    ],
    ['an alert with a prefix', '<c:alert xmlns:c="urn:oasis:names:tc:emergency:cap:1.2"/>', { format: 'cap' }],
    ['an alert behind a document type', '<!DOCTYPE a [<!ENTITY x "y">]><alert/>', { format: 'cap' }],
    ['UTF-16', Buffer.from(`\uFEFF${JMA}`, 'utf16le'), { format: 'jma-xml' }],
    [
      'a USGS summary',
      '{"type":"FeatureCollection","metadata":{"url":"https://earthquake.usgs.gov/x"}}',
      { format: 'usgs-geojson' },
    ],
    ['a body of P2P', '{"code":551,"issue":{"time":"2026/09/12 04:11:00"}}', { format: 'p2pquake' }],
    [
      'a list of them, without codes',
      '[{"issue":{"source":"気象庁","time":"2026/09/12 04:11:00"}}]',
      { format: 'p2pquake' },
    ],
    ['a list', '<feed xmlns="http://www.w3.org/2005/Atom"/>', { other: 'list of entries (<feed>)' }],
    ['another XML', '<svg/>', { other: 'other XML (<svg>)' }],
    ['another JSON', '[1,2]', { other: 'other JSON' }],
    ['a picture', Buffer.from('89504e470d0a', 'hex'), { other: 'picture' }],
    ['a text', 'hello', { other: 'text' }],
    ['nothing', '', { other: 'empty file' }],
  ])('knows %s', (_what, content, expected) => {
    expect(of(content)).toEqual(expected);
  });

  it('holds what calls itself a telegram to it, so that a damaged one is refused and not passed over', () => {
    expect(of('half of a', 'a.xml')).toEqual({ format: 'jma-xml' });
    expect(of('', 'a.cap')).toEqual({ format: 'cap' });
  });

  it('goes by what a file is where the name says something else', () => {
    expect(of('<alert/>', 'warning.json')).toEqual({ format: 'cap' });
    expect(of('<feed/>', 'feed.xml')).toEqual({ other: 'list of entries (<feed>)' });
  });
});
