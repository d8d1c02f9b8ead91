import { contentDigest, groupOf, millisOf, type PublicShelters } from '@hinomi/contracts';
import { html, type Html } from '@hinomi/service-kit';
import type { WordKey } from '../words/catalogue.js';
import { LANGUAGE_COOKIE, type Words } from '../words/words.js';
import { asked, askForm, hidden, languages, methodOf, position, type PageParts } from './ask-form.js';
import { hazardText, toldHazards } from './hazard-text.js';
import { inJapanese, placeCard } from './place-card.js';
import { FIND_SCRIPT } from './script.js';
import { FIND_STYLE } from './style.js';
import { clockText } from './time-text.js';

const NOTHING = html``;
/** 〒 or not, full width or not: seven digits, or the first three with a hyphen. */
const POSTAL_CODE = /^〒?\s*\d{3}-?\d{4}$/;
/** Names of the files change with what is in them, so that browsers may keep them. */
export const STYLE_VERSION = contentDigest(FIND_STYLE).slice(0, 12);
export const SCRIPT_VERSION = contentDigest(FIND_SCRIPT).slice(0, 12);

/** The page as a whole; what stands between the marks is what the script exchanges. */
export function findPage(parts: PageParts): string {
  const { words, query } = parts;
  return frame(
    words,
    html`${languages(parts)}`,
    html`${drillBanner(parts)}
      <div class="in">
        ${hazards(parts)}
        <p class="note" id="note" role="status"></p>
        ${askForm(parts)} ${results(parts)} ${explanations(parts)}
      </div>
      ${sayings(parts)}`,
    query.exercise !== null,
  );
}

/** Where there is nothing to list: too many ask, or the picture is not read yet. */
export function findNote(words: Words, text: string): string {
  const again = html`<form method="get" action="/find/">
    <input type="hidden" name="lang" value="${words.language}" />
    <p><button class="plain" type="submit">${words.say('update')}</button></p>
  </form>`;
  return frame(
    words,
    NOTHING,
    html`<div class="in">
      <p class="note" id="note" role="status">${text}</p>
      ${again}
    </div>`,
    false,
  );
}

function frame(words: Words, nav: Html, content: Html, isDrill: boolean): string {
  const title = `${isDrill ? `【${words.say('drillShort')}】` : ''}${words.say('title')} – ${words.say('hub')}`;
  const text = html`<!doctype html>
    <html lang="${words.tag}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/find/find.css?v=${STYLE_VERSION}" />
        <script defer src="/find/find.js?v=${SCRIPT_VERSION}"></script>
      </head>
      <body>
        <a class="unseen skip" href="#list">${words.say('skip')}</a>
        <header class="top">
          <div class="in">
            <p class="hub">${words.say('hub')}</p>
            <h1>${words.say('title')}</h1>
          </div>
        </header>
        <main id="page">
          <!--page-->
          <div class="top">${nav}</div>
          ${content}<!--/page-->
        </main>
      </body>
    </html>`.text;
  // Indentation is for whoever reads this file; a telephone pays for it.
  return text.replace(/\n\s+/g, '\n');
}

function drillBanner({ words, query }: PageParts): Html {
  return query.exercise === null ? NOTHING : html`<p class="drill" role="alert">${words.say('drill')}</p>`;
}

function hazards({ words, answer }: PageParts): Html {
  const { here, at } = answer;
  if (here === null) return html`<section class="hazards"><p>${words.say('hazardsNowhere')}</p></section>`;
  const place = placeName(here, words);
  const told = toldHazards(answer.hazards);
  if (told.length === 0) return html`<section class="hazards"><p>${words.say('hazardsNone', { place })}</p></section>`;
  const list = told.map((hazard) => hazardText(hazard, words)).join(words.say('listSeparator'));
  const sources = told.map((hazard) => {
    const time = clockText(hazard.issuedAt, millisOf(at), words);
    const issued = html`${inJapanese(hazard.agency, words)} ${words.say('issued', { time })}`;
    return html`<li>${hazardText(hazard, words)}: ${issued}</li>`;
  });
  return html`<section class="hazards on">
    <p class="say">${words.say('hazardsHere', { place, hazards: list })}</p>
    <ul>
      ${sources}
    </ul>
  </section>`;
}

function placeName(here: NonNullable<PublicShelters['here']>, words: Words): string {
  const inChinese = words.language === 'zh';
  const name = words.isJapanese || inChinese ? here.name : (here.nameEn ?? here.name);
  return name === '' ? words.say('hereUnnamed') : name;
}

const HEADINGS = ['', 'resultsShut', 'resultsAvoid'] as const;

function results(parts: PageParts): Html {
  const { words, query, answer } = parts;
  const nowMs = millisOf(answer.at);
  const numbered = answer.places.map((place, index) => ({ place, number: index + 1 }));
  const groups = ([0, 1, 2] as const).map((group) => numbered.filter(({ place }) => groupOf(place) === group));
  const heading = query.q !== '' ? 'resultsFound' : query.lngLat !== null ? 'resultsNear' : 'resultsOpen';
  const lists = groups.map((group, index) => {
    if (group.length === 0) return NOTHING;
    const title = index === 0 ? NOTHING : html`<h2>${words.say(HEADINGS[index] as WordKey)}</h2>`;
    return html`${title}
      <ol class="places">
        ${group.map((each) => placeCard({ ...each, words, nowMs }))}
      </ol>`;
  });
  const count = answer.places.length;
  return html`<section aria-labelledby="list">
    <h2 id="list" tabindex="-1">${words.say(heading)} <small>${words.say('count', { count })}</small></h2>
    ${asOf(parts)} ${count === 0 ? nothingFound(parts) : sketchOf(parts)} ${lists}
    ${answer.more ? html`<p>${words.say('more')}</p>` : NOTHING}
  </section>`;
}

function asOf({ words, query, answer }: PageParts): Html {
  const time = clockText(answer.at, millisOf(answer.at), words);
  return html`<form class="update" data-ask method="${methodOf(query)}" action="/find/">
    ${hidden([...asked(query), ...position(query), ['lang', words.language]])}
    <p>
      ${words.say('asOf', { time })} <span class="age" data-at="${answer.at}"></span>
      <button class="plain" type="submit">${words.say('update')}</button>
    </p>
  </form>`;
}

function sketchOf({ words, query, sketch }: PageParts): Html {
  if (query.map) return sketch;
  return html`<form data-ask method="${methodOf(query)}" action="/find/">
    ${hidden([...asked(query), ...position(query), ['lang', words.language]])}
    <button class="plain" type="submit" name="map" value="1">${words.say('sketch')}</button>
  </form>`;
}

function nothingFound({ words, query }: PageParts): Html {
  const isPlain = query.q === '' && query.lngLat === null;
  const said = isPlain ? 'noneOpen' : POSTAL_CODE.test(query.q.normalize('NFKC')) ? 'postalCode' : 'none';
  const what = (['noneOpen1', 'noneOpen2', 'noneOpen3', 'noneOpen4'] as const).map(
    (key) => html`<li>${words.say(key)}</li>`,
  );
  return html`<p class="note">${words.say(said)}</p>
    <div class="what">
      <h2>${words.say('noneOpenWhat')}</h2>
      <ul>
        ${what}
      </ul>
    </div>`;
}

function explanations({ words, answer }: PageParts): Html {
  const nowMs = millisOf(answer.at);
  const heard =
    answer.heardAt === null
      ? NOTHING
      : html`<p>${words.say('heardAt', { time: clockText(answer.heardAt, nowMs, words) })}</p>`;
  const sources = answer.attributions.map((text) => html`<li>${inJapanese(text, words)}</li>`);
  return html`<footer class="foot">
    <p><strong>${words.say('silence')}</strong></p>
    ${heard}
    <h2>${words.say('explainTitle')}</h2>
    <ul>
      <li>${words.say('explainEscape')}</li>
      <li>${words.say('explainStay')}</li>
      <li>${words.say('explainWelfare')}</li>
    </ul>
    ${
      sources.length === 0
        ? NOTHING
        : html`<details>
            <summary>${words.say('sources')}</summary>
            <ul>
              ${sources}
            </ul>
          </details>`
    }
  </footer>`;
}

/** What the script says, in the page's language. */
function sayings({ words, answer }: PageParts): Html {
  const time = clockText(answer.at, millisOf(answer.at), words);
  const said: [string, string][] = [
    ['lang', words.language],
    ['cookie', LANGUAGE_COOKIE],
    ['offline', words.say('offline', { time })],
    ['near-asking', words.say('nearAsking')],
    ['near-insecure', words.say('nearInsecure')],
    ['near-denied', words.say('nearDenied')],
    ['near-failed', words.say('nearFailed')],
    ['age-now', words.say('ageNow')],
    ['age-minutes', words.say('ageMinutes', { count: '{count}' })],
    ['age-hours', words.say('ageHours', { count: '{count}' })],
    ['age-days', words.say('ageDays', { count: '{count}' })],
  ];
  const attributes = said.map(([name, value]) => html` data-${name}="${value}"`);
  return html`<div id="say" hidden${attributes}></div>`;
}
