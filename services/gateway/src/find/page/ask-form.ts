import { DISASTER_KINDS, type PublicShelters } from '@hinomi/contracts';
import { html, type Html } from '@hinomi/service-kit';
import type { FindPageQuery } from '../read-find-query.js';
import type { WordKey } from '../words/catalogue.js';
import { FIND_LANGUAGES, LANGUAGE_TAGS, Words } from '../words/words.js';
import { kindText } from './hazard-text.js';

const NOTHING = html``;

export interface PageParts {
  words: Words;
  query: FindPageQuery;
  answer: PublicShelters;
  /** Drawn on request. */
  sketch: Html;
}

/** What an address, or a form, says to ask the same again. */
export function asked({ q, open, pets, toilet, hazard, exercise }: FindPageQuery): [string, string][] {
  return [
    ['q', q],
    ['open', open ? '1' : ''],
    ['pets', pets ? '1' : ''],
    ['toilet', toilet ? '1' : ''],
    ['hazard', hazard ?? ''],
    ['exercise', exercise === null ? '' : String(exercise)],
  ].filter((pair): pair is [string, string] => pair[1] !== '');
}

/** Fields that nobody sees. */
export function hidden(pairs: readonly (readonly [string, string])[]): Html[] {
  return pairs.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`);
}

/** A position goes by form only: an address would be logged. */
export function position({ lngLat }: FindPageQuery): [string, string][] {
  return lngLat === null
    ? []
    : [
        ['lat', lngLat[1].toFixed(3)],
        ['lon', lngLat[0].toFixed(3)],
      ];
}

/** How it is asked for again. */
export function methodOf({ lngLat }: FindPageQuery): 'get' | 'post' {
  return lngLat === null ? 'get' : 'post';
}

/** The other languages, with the same question. */
export function languages({ words, query }: PageParts): Html {
  const isByForm = query.lngLat !== null;
  const items = FIND_LANGUAGES.map((each) => {
    const { tag } = new Words(each);
    const name = new Words(each).say('self');
    const current = each === words.language ? html` aria-current="true"` : NOTHING;
    if (isByForm) {
      return html`<li>
        <form method="post" action="/find/">
          ${hidden([...asked(query), ...position(query), ['lang', each]])}
          <button type="submit" lang="${tag}" data-lang="${each}" ${current}>${name}</button>
        </form>
      </li>`;
    }
    const address = `/find/?${new URLSearchParams([...asked(query), ['lang', each]]).toString()}`;
    return html`<li>
      <a href="${address}" lang="${tag}" hreflang="${LANGUAGE_TAGS[each]}" data-lang="${each}" ${current}>${name}</a>
    </li>`;
  });
  return html`<nav class="in" aria-label="${words.say('languages')}">
    <ul class="langs">
      ${items}
    </ul>
  </nav>`;
}

/** Near me, or by words and filters. */
export function askForm({ words, query }: PageParts): Html {
  const box = (name: 'open' | 'pets' | 'toilet', label: WordKey): Html =>
    html`<label class="check"
      ><input
        type="checkbox"
        name="${name}"
        value="1"
        ${query[name] ? html` checked` : NOTHING}
      />${words.say(label)}</label
    >`;
  const option = (value: string, label: string): Html =>
    html`<option value="${value}" ${(query.hazard ?? '') === value ? html` selected` : NOTHING}>${label}</option>`;
  const isFiltered = query.pets || query.toilet || query.hazard !== null;
  const kept = [
    ...position(query),
    ['lang', words.language],
    ...(query.exercise === null ? [] : [['exercise', String(query.exercise)]]),
  ];
  return html`<section class="ask" aria-label="${words.say('search')}">
    <div id="near-box" hidden>
      <button class="big" type="button" id="near" aria-describedby="near-note">${words.say('nearButton')}</button>
      <p class="small" id="near-note">${words.say('nearNote')}</p>
    </div>
    <noscript><p>${words.say('nearNoScript')}</p></noscript>
    <form id="ask" data-ask method="${methodOf(query)}" action="/find/" role="search">
      ${hidden(kept as [string, string][])}
      <label for="q">${words.say('query')}</label>
      <input
        type="search"
        id="q"
        name="q"
        value="${query.q}"
        maxlength="100"
        autocomplete="off"
        aria-describedby="q-example"
      />
      <span class="small" id="q-example">${words.say('queryExample')}</span>
      ${box('open', 'filterOpen')}
      <details class="filters" ${isFiltered ? html` open` : NOTHING}>
        <summary>${words.say('filters')}</summary>
        ${box('pets', 'filterPets')} ${box('toilet', 'filterToilet')}
        <label for="hazard">${words.say('filterHazard')}</label>
        <select id="hazard" name="hazard">
          ${option('', words.say('hazardAny'))} ${option('now', words.say('hazardNow'))}
          ${DISASTER_KINDS.map((kind) => option(kind, kindText(kind, words)))}
        </select>
      </details>
      <button class="plain" type="submit">${words.say('search')}</button>
    </form>
  </section>`;
}
