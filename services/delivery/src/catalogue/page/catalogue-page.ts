import { CATALOGUE_ENTRIES, contentDigest, type CatalogueEntry, type CatalogueFormat } from '@hinomi/contracts';
import { html, type Html } from '@hinomi/service-kit';
import { CATALOGUE_STYLE } from './style.js';
import { PAGE_LANGUAGES, PAGE_WORDS, type PageLanguage, type PageWords } from './words.js';

/** The file's name changes with what is in it, so that browsers may keep it. */
const STYLE_VERSION = contentDigest(CATALOGUE_STYLE).slice(0, 12);
const NOTHING = html``;

/** All entries. */
export function cataloguePage(language: PageLanguage): string {
  const words = PAGE_WORDS[language];
  const of = (wanted: (entry: CatalogueEntry) => boolean): Html[] =>
    CATALOGUE_ENTRIES.filter(wanted).map((entry) => card(entry, language));
  const isOpen = ({ closed }: CatalogueEntry): boolean => closed === null;
  return frame(
    { language, title: words.title, path: '/catalogue' },
    html`<p>${words.about}</p>
      <nav class="documents" aria-labelledby="documents">
        <h2 id="documents">${words.documents}</h2>
        <ul>
          <li><a href="/openapi.json">${words.openapi}</a></li>
          <li><a href="/asyncapi.json">${words.asyncapi}</a></li>
          <li><a href="/ogc">${words.ogc}</a></li>
          <li><a href="/api/v1/catalogue">${words.json}</a></li>
        </ul>
        <p>${words.token}</p>
      </nav>
      ${section(
        'layers',
        words.layers,
        of(({ type }) => type === 'layer'),
      )}
      ${section(
        'topics',
        words.topics,
        of((entry) => entry.type === 'topic' && isOpen(entry)),
      )}
      ${section(
        'closed',
        words.closedTopics,
        of((entry) => !isOpen(entry)),
      )}`,
  );
}

/** One entry with its samples and schemas. */
export function entryPage(entry: CatalogueEntry, formats: readonly CatalogueFormat[], language: PageLanguage): string {
  const words = PAGE_WORDS[language];
  return frame(
    { language, title: entry.title[language], path: `/catalogue/${entry.id}` },
    html`<p>${entry.description[language]}</p>
      ${facts(entry, language)} ${formats.map((format) => details(format, words))} ${backLink(language)}`,
  );
}

export function notFoundPage(language: PageLanguage): string {
  const words = PAGE_WORDS[language];
  return frame(
    { language, title: words.title, path: '/catalogue' },
    html`<p>${words.notFound}</p>
      ${backLink(language)}`,
  );
}

function frame(
  { language, title, path }: { language: PageLanguage; title: string; path: string },
  content: Html,
): string {
  const words = PAGE_WORDS[language];
  const languages = PAGE_LANGUAGES.map((each) => {
    const { own, tag } = PAGE_WORDS[each];
    const href = `${path}?lang=${each}`;
    return each === language
      ? html`<a href="${href}" lang="${tag}" aria-current="true">${own}</a>`
      : html`<a href="${href}" lang="${tag}">${own}</a>`;
  });
  return html`<!doctype html>
    <html lang="${words.tag}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} – ${words.hub}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/catalogue/catalogue.css?v=${STYLE_VERSION}" />
      </head>
      <body>
        <a class="skip" href="#content">${words.skip}</a>
        <header>
          <div class="in">
            <p>${words.hub}</p>
            <h1>${title}</h1>
            <nav aria-label="${words.languages}">${languages}</nav>
          </div>
        </header>
        <main id="content" class="in" tabindex="-1">${content}</main>
      </body>
    </html>`.text;
}

function section(id: string, title: string, cards: readonly Html[]): Html {
  return html`<section aria-labelledby="${id}">
    <h2 id="${id}">${title}</h2>
    <ul class="entries">
      ${cards}
    </ul>
  </section>`;
}

function card(entry: CatalogueEntry, language: PageLanguage): Html {
  const words = PAGE_WORDS[language];
  const { id, title, description, closed } = entry;
  const more =
    closed === null
      ? html`<a href="/catalogue/${id}?lang=${language}" aria-label="${words.more}: ${title[language]}"
          >${words.more}</a
        >`
      : NOTHING;
  return html`<li class="entry${closed === null ? '' : ' closed'}" id="${id}">
    <h3>${title[language]}</h3>
    <p>${description[language]}</p>
    ${facts(entry, language)} ${more}
  </li>`;
}

function facts(entry: CatalogueEntry, language: PageLanguage): Html {
  const words = PAGE_WORDS[language];
  const { id, eei, eeiNone, sip4d, sip4dNone, closed, type } = entry;
  const categories = eei.map(({ category, name }) => html`${category} <span lang="ja">${name}</span> `);
  const models = sip4d.map(({ codes, name }) => html`${codes.join(', ')} <span lang="ja">${name}</span> `);
  const row = (name: string, value: string | readonly Html[]): Html =>
    html`<dt>${name}</dt>
      <dd>${value}</dd>`;
  return html`<dl>
    <dt>${words.id}</dt>
    <dd><code>${id}</code></dd>
    ${type === 'layer' ? row(words.eei, eeiNone?.[language] ?? categories) : NOTHING}
    ${type === 'layer' ? row(words.sip4d, sip4dNone?.[language] ?? models) : NOTHING}
    ${closed === null ? row(words.kept, keptText(entry, words)) : row(words.closed, closed[language])}
  </dl>`;
}

function keptText({ type, kept: { cleanup, days } }: CatalogueEntry, words: PageWords): string {
  if (type === 'layer') return words.keptLayer;
  if (cleanup === 'keep') return words.keptForever;
  return cleanup === 'compact' ? words.keptNewest(days) : words.keptDays(days ?? 0);
}

function details({ name, schema, sample }: CatalogueFormat, words: PageWords): Html {
  return html`<details open>
      <summary>${words.sample(name)}</summary>
      <pre tabindex="0" role="region" aria-label="${words.sample(name)}">${JSON.stringify(sample, null, 2)}</pre>
    </details>
    <details>
      <summary>${words.schema(name)}</summary>
      <pre tabindex="0" role="region" aria-label="${words.schema(name)}">${JSON.stringify(schema, null, 2)}</pre>
    </details>`;
}

function backLink(language: PageLanguage): Html {
  return html`<footer><a href="/catalogue?lang=${language}">${PAGE_WORDS[language].back}</a></footer>`;
}
