import { describe, expect, it } from '@jest/globals';
import { HubError } from '@hinomi/contracts';
import { child, childText, descend, errorAt, textOf } from './element.js';
import { MAX_XML_BYTES, MAX_XML_DEPTH, readXml } from './read-xml.js';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

function refusal(bytes: Uint8Array): HubError {
  try {
    readXml(bytes);
  } catch (error) {
    if (error instanceof HubError) return error;
    throw error;
  }
  throw new Error('was read');
}

describe('readXml', () => {
  it('gives local names, namespaces, attributes, text and place', () => {
    const root = readXml(
      utf8('<?xml version="1.0"?>\n<a xmlns="urn:a" xmlns:p="urn:p">\n  <p:b type="x" p:q="y">one<c/>two</p:b>\n</a>'),
    );
    expect(root).toMatchObject({ name: 'a', ns: 'urn:a', attributes: {}, line: 2, column: 1 });
    expect(child(root, 'b')).toMatchObject({
      name: 'b',
      ns: 'urn:p',
      attributes: { type: 'x', 'p:q': 'y' },
      text: 'onetwo',
      line: 3,
      column: 3,
      path: '/a/b',
    });
  });

  it('keeps full-width spaces and characters of texts', () => {
    expect(childText(readXml(utf8('<a><b>\n　１日１３時<![CDATA[ & ]]>\n</b></a>')), 'b')).toBe('　１日１３時 &');
    expect(textOf(readXml(utf8('<a> \n </a>')))).toBeNull();
  });

  it.each([
    ['UTF-8 with a byte order mark', [0xef, 0xbb, 0xbf, ...utf8('<a>波</a>')]],
    [
      'UTF-16 little endian',
      [0xff, 0xfe, ...Buffer.from('<?xml version="1.0" encoding="UTF-16"?><a>波</a>', 'utf16le')],
    ],
    ['UTF-16 big endian', [0xfe, 0xff, ...Buffer.from('<a>波</a>', 'utf16le').swap16()]],
    ['UTF-16 without a mark', [...Buffer.from('<?xml version="1.0" encoding="UTF-16"?><a>波</a>', 'utf16le')]],
    ['EUC-JP', [...utf8('<?xml version="1.0" encoding="EUC-JP"?><a>'), 0xc7, 0xc8, ...utf8('</a>')]],
    ['Big5', [...utf8('<?xml version="1.0" encoding="big5"?><a>'), 0xaa, 0x69, ...utf8('</a>')]],
    ['Shift_JIS', [...utf8('<?xml version="1.0" encoding="Shift_JIS"?><a>'), 0x94, 0x67, ...utf8('</a>')]],
  ])('reads %s', (_name, bytes) => {
    expect(readXml(Uint8Array.from(bytes)).text).toBe('波');
  });

  it('reads ISO-8859-1 when declared', () => {
    const bytes = Uint8Array.from([...utf8("<?xml version='1.0' encoding='ISO-8859-1'?><a>"), 0xe9, ...utf8('</a>')]);
    expect(readXml(bytes).text).toBe('é');
  });

  it.each([
    ['nothing', ''],
    ['not XML', '{"type":"FeatureCollection"}'],
    ['HTML', '<html><body><br></body></html>'],
    ['a cut document', '<a><b>half'],
    ['an undeclared entity', '<a>&boom;</a>'],
    ['an undeclared prefix', '<p:a/>'],
    ['two roots', '<a/><b/>'],
    ['a repeated attribute', '<a b="1" b="2"/>'],
    ['an unknown encoding', '<?xml version="1.0" encoding="EBCDIC-JP"?><a/>'],
    ['a document type', '<!DOCTYPE a><a/>'],
    ['an external entity', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'],
    ['an entity bomb', '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;">]><a>&y;</a>'],
  ])('refuses %s with a place', (_name, text) => {
    const error = refusal(utf8(text));
    expect(error).toMatchObject({ code: 'report.unreadable', retryable: false });
    expect(error.place?.line).toBeGreaterThan(0);
  });

  it('refuses bytes that are not of the declared encoding', () => {
    const shiftJis = Uint8Array.from([
      ...utf8('<?xml version="1.0" encoding="UTF-8"?><a>'),
      0x94,
      0x67,
      ...utf8('</a>'),
    ]);
    expect(refusal(shiftJis)).toMatchObject({ code: 'report.unreadable', message: 'the bytes are not utf-8' });
  });

  it('names line, column and path of a fault', () => {
    const error = refusal(utf8('<Report>\n<Head>\n  <EventID>1</Head>\n</Report>'));
    expect(error.place).toMatchObject({ line: 3, path: '/Report/Head' });
  });

  it('reads down to the greatest depth and no deeper', () => {
    const nested = (depth: number): Uint8Array => utf8('<a>'.repeat(depth) + '</a>'.repeat(depth));
    expect(readXml(nested(MAX_XML_DEPTH)).name).toBe('a');
    expect(refusal(nested(MAX_XML_DEPTH + 1)).message).toContain('nest deeper');
    expect(refusal(utf8('<a xmlns="urn:a">'.repeat(100_000))).message).toContain('nest deeper');
  });

  it('refuses more bytes than it would hold', () => {
    expect(refusal(new Uint8Array(MAX_XML_BYTES + 1)).code).toBe('report.too-large');
  });

  it('is not fooled by names that objects have of their own', () => {
    const root = readXml(utf8('<a __proto__="x"><constructor>y</constructor></a>'));
    expect(Object.getPrototypeOf(root.attributes)).toBe(Object.prototype);
    expect(childText(root, 'constructor')).toBe('y');
  });
});

describe('errorAt', () => {
  it('points at what is missing below an element', () => {
    const head = descend(readXml(utf8('<Report>\n<Head/>\n</Report>')), 'Head');
    expect(errorAt(head!, 'there is no event id', { below: '/EventID' })).toMatchObject({
      code: 'report.invalid',
      place: { line: 2, column: 1, path: '/Report/Head/EventID' },
    });
  });
});
