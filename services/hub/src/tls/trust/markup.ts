/** Text that is HTML already; everything else is escaped on its way into the page. */
export class Markup {
  constructor(readonly text: string) {}
}

type Value = string | Markup | readonly Markup[];

const RUBY = /\{([^|{}]+)\|([^|{}]+)\}/g;

/** A template whose values are escaped, unless they are {@link Markup}. */
export function markup(strings: TemplateStringsArray, ...values: Value[]): Markup {
  return new Markup(strings.map((text, n) => text + (n < values.length ? written(values[n] ?? '') : '')).join(''));
}

/** `{漢字|かんじ}` with its reading above. */
export function withReadings(text: string): Markup {
  return new Markup(escaped(text).replace(RUBY, '<ruby>$1<rp>（</rp><rt>$2</rt><rp>）</rp></ruby>'));
}

function written(value: Value): string {
  if (value instanceof Markup) return value.text;
  return typeof value === 'string' ? escaped(value) : value.map(({ text }) => text).join('');
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
