/** A piece of XML text that is already escaped. */
export type Xml = string & { readonly xml: unique symbol };

type Content = Xml | readonly (Xml | null)[] | string | null;

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** What XML 1.0 does not allow even escaped. */
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

export function escapeXml(text: string): Xml {
  return text.replace(FORBIDDEN, '').replace(/[&<>"]/g, (char) => ESCAPES[char] ?? char) as Xml;
}

/** An element; a list is its children in order, a plain string its text, null no content. */
export function el(name: string, content: Content, attributes: Readonly<Record<string, string>> = {}): Xml {
  const opened = Object.entries(attributes).reduce(
    (head, [key, value]) => `${head} ${key}="${escapeXml(value)}"`,
    name,
  );
  const inner = Array.isArray(content) ? content.filter((part) => part !== null).join('') : (content ?? '');
  return `<${opened}>${inner as string}</${name}>` as Xml;
}

/** An element with text. */
export function textEl(name: string, text: string, attributes: Readonly<Record<string, string>> = {}): Xml {
  return el(name, escapeXml(text), attributes);
}
