/** Text that is HTML already; everything else is escaped on its way into a page. */
export class Html {
  constructor(readonly text: string) {}
}

/** A template whose values are escaped, unless they are {@link Html}. */
export function html(strings: TemplateStringsArray, ...values: (string | number | Html | readonly Html[])[]): Html {
  const parts = strings.map((text, n) => text + (n < values.length ? written(values[n]!) : ''));
  return new Html(parts.join(''));
}

function written(value: string | number | Html | readonly Html[]): string {
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map(({ text }) => text).join('');
  return String(value).replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
