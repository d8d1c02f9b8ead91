import { html, type Html } from '@hinomi/service-kit';
import { LANGUAGES, WORDS, type Language } from './words.js';

/** One page of the sign-in. `query` keeps what the address needs when the language is switched. */
export function page(language: Language, title: string, content: Html, query: Readonly<Record<string, string>> = {}) {
  const { hub } = WORDS[language];
  const switches = LANGUAGES.map((each) => {
    const address = `?${new URLSearchParams({ ...query, lang: each }).toString()}`;
    const current = each === language ? html` aria-current="true"` : html``;
    return html`<li>
      <a href="${address}" lang="${tagOf(each)}" hreflang="${tagOf(each)}" ${current}>${WORDS[each].self}</a>
    </li>`;
  });
  return html`<!doctype html>
    <html lang="${tagOf(language)}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title} – ${hub}</title>
        <link rel="icon" href="/hinomi.svg" />
        <link rel="stylesheet" href="/sign-in/assets/sign-in.css" />
      </head>
      <body>
        <header>
          <p class="hub">${hub}</p>
          <nav aria-label="Language / 言語">
            <ul>
              ${switches}
            </ul>
          </nav>
        </header>
        <main>
          <h1>${title}</h1>
          ${content}
        </main>
      </body>
    </html> `.text;
}

export interface Field {
  name: string;
  label: string;
  type?: 'text' | 'password';
  autocomplete: string;
  value?: string;
  hint?: string;
  /** What is wrong is about this form; said to whoever cannot see where it stands. */
  invalid?: boolean;
}

/** A labelled input with its hint. */
export function field({ name, label, type = 'text', autocomplete, value = '', hint, invalid = false }: Field): Html {
  const described = [...(hint === undefined ? [] : [`${name}-hint`]), ...(invalid ? ['wrong'] : [])].join(' ');
  const attributes = [
    ...(described === '' ? [] : [html` aria-describedby="${described}"`]),
    ...(invalid ? [html` aria-invalid="true"`] : []),
    ...(type === 'text' ? [html` autocapitalize="none" spellcheck="false"`] : []),
  ];
  return html`<p class="field">
    <label for="${name}">${label}</label>
    ${hint === undefined ? html`` : html`<span class="hint" id="${name}-hint">${hint}</span>`}
    <input
      id="${name}"
      name="${name}"
      type="${type}"
      autocomplete="${autocomplete}"
      value="${value}"
      required${attributes}
    />
  </p>`;
}

/** What went wrong, announced at once. */
export function wrong(message: string | null): Html {
  return message === null ? html`` : html`<p class="wrong" id="wrong" role="alert">${message}</p>`;
}

function tagOf(language: Language): string {
  return language === 'en' ? 'en' : 'ja';
}
