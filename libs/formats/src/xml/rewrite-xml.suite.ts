/** The same document written in other ways that XML gives its senders; a parser must not notice. */
export const REWRITES: Readonly<Record<string, (xml: string) => Uint8Array>> = {
  'as it is': utf8,
  'with a byte order mark': (xml) => utf8(`\uFEFF${xml}`),
  'in UTF-16 little endian': (xml) => Buffer.from(`\uFEFF${declared(xml, 'UTF-16')}`, 'utf16le'),
  'in UTF-16 big endian': (xml) => Buffer.from(`\uFEFF${declared(xml, 'UTF-16')}`, 'utf16le').swap16(),
  'without a declaration': (xml) => utf8(xml.replace(/^<\?xml[^>]*\?>/, '')),
  'with the line ends of Windows': (xml) => utf8(xml.replace(/\r?\n/g, '\r\n')),
  'with a prefix on every element': (xml) => utf8(outsideTexts(xml, prefixed)),
  'with comments everywhere': (xml) =>
    utf8(outsideTexts(xml, (tag) => (tag.startsWith('</') ? `<!-- <a> -->${tag}` : tag))),
  'with instructions to a style sheet': (xml) =>
    utf8(outsideTexts(xml, (tag) => (tag.startsWith('</') ? `<?x y?>${tag}` : tag))),
  'with texts as CDATA': (xml) => utf8(texts(xml, (text) => (text.includes('&') ? text : `<![CDATA[${text}]]>`))),
  'with white space around texts': (xml) => utf8(texts(xml, (text) => `\n\t ${text} \n`)),
  'with references for characters': (xml) =>
    utf8(
      texts(xml, (text) =>
        text.includes('&') ? text : text.replace(/[^\s]/u, (first) => `&#x${first.codePointAt(0)?.toString(16)};`),
      ),
    ),
  'with elements of others': (xml) =>
    utf8(
      outsideTexts(xml, (tag) =>
        tag.startsWith('</') ? `<x:more xmlns:x="urn:x" x:a="1">other<x:b/></x:more>${tag}` : tag,
      ),
    ),
  'with attributes of others': (xml) =>
    utf8(
      outsideTexts(xml, (tag) => (/^<[^/?!]/.test(tag) ? tag.replace(/(\/?>)$/, ' xmlns:x="urn:x" x:a="1"$1') : tag)),
    ),
};

function utf8(xml: string): Uint8Array {
  return new TextEncoder().encode(declared(xml, 'UTF-8'));
}

function declared(xml: string, encoding: string): string {
  return xml.replace(/^(\uFEFF?<\?xml[^>]*encoding=)(["'])[^"']*\2/, `$1"${encoding}"`);
}

/** Tags one by one, leaving declaration, comments and CDATA as they are. */
function outsideTexts(xml: string, rewrite: (tag: string) => string): string {
  return xml.replace(/<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<\?[^]*?\?>|<[^<>]+>/g, (tag) =>
    /^<[!?]/.test(tag) ? tag : rewrite(tag),
  );
}

/** Texts of elements that have no children. */
function texts(xml: string, rewrite: (text: string) => string): string {
  return xml.replace(
    /<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|(<([^\s<>/!?]+)(?:\s[^<>]*)?>)([^<]*[^<\s][^<]*)(<\/\2\s*>)/g,
    (whole, open?: string, _name?: string, text?: string, close?: string) =>
      open === undefined || text === undefined ? whole : `${open}${rewrite(text)}${close}`,
  );
}

/** The default namespace under a name of its own: every element that had it by default has it by prefix. */
function prefixed(tag: string): string {
  return tag.replace(/^<(\/?)([^\s:/>]+)(?=[\s/>])/, '<$1q:$2').replace(/(\s)xmlns\s*=/, '$1xmlns:q=');
}
