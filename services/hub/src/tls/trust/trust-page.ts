import { markup, withReadings, type Markup } from './markup.js';
import type { TrustOffer } from './trust-offer.js';
import { DEVICES, LANGUAGES, WORDS, type Device, type Language, type TrustWords } from './trust-words.js';

export interface TrustPage {
  /** Null: there is nothing of ours to trust. */
  offer: TrustOffer | null;
  language: Language;
  /** The device that asks, whose steps stand open. */
  device: Device | null;
  /** Where the code leads. */
  pageUrl: string;
  hubUrl: string;
}

/** The page that leads a device to trust the hub. Without a script, since the device may be anything. */
export function trustPage(page: TrustPage): string {
  const { language, offer } = page;
  const words = WORDS[language];
  const content = offer === null ? nothing(words) : steps(page, words, offer);
  return markup`<!doctype html>
<html lang="${tagOf(language)}" data-language="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${plain(words.title)} – ${plain(words.hub)}</title>
<link rel="icon" href="/hinomi.svg">
<link rel="stylesheet" href="/trust/trust.css">
</head>
<body>
<header><p class="hub">${withReadings(words.hub)}</p><nav aria-label="言語 Language"><ul>${LANGUAGES.map((each) => languageLink(each, language))}</ul></nav></header>
<main><h1>${withReadings(words.title)}</h1>${content}</main>
</body>
</html>
`.text;
}

function steps({ device, pageUrl, hubUrl }: TrustPage, words: TrustWords, offer: TrustOffer): Markup {
  const until = offer.validTo.toISOString().slice(0, 10);
  return markup`<p>${withReadings(words.purpose)}</p>
<p class="caution">${withReadings(words.notYet)}</p>
<section><h2>${withReadings(words.compareTitle)}</h2>
<p>${withReadings(words.compare)}</p>
<dl><dt>${withReadings(words.sha256)}</dt><dd data-testid="sha256">${fingerprint(offer.sha256)}</dd>
<dt>${withReadings(words.sha1)}</dt><dd>${fingerprint(offer.sha1)}</dd></dl>
<p class="stop">${withReadings(words.stop)}</p></section>
<section><h2>${withReadings(words.downloadTitle)}</h2>
<div class="actions"><a class="button" href="/trust/hinomi-authority.crt" download>${withReadings(words.certificate)}</a>
<a class="button" href="/trust/hinomi-authority.mobileconfig">${withReadings(words.profile)}</a></div></section>
<section><h2>${withReadings(words.stepsTitle)}</h2>${DEVICES.map((each) => deviceSteps(words, each, each === device))}</section>
<section><h2>${withReadings(words.doneTitle)}</h2><p><a href="${hubUrl}">${withReadings(words.done)}</a></p></section>
<section><h2>${withReadings(words.qrTitle)}</h2>
<div class="across"><img src="/trust/qr.svg" width="144" height="144" alt="QR: ${pageUrl}"><p>${withReadings(words.qr)}<br><code>${pageUrl}</code></p></div></section>
<section><h2>${withReadings(words.limitsTitle)}</h2><p>${withReadings(words.limits(offer.names.join(', '), until))}</p>
<p>${withReadings(words.remove)}</p></section>`;
}

function deviceSteps(words: TrustWords, device: Device, open: boolean): Markup {
  const { name, steps: list } = words.devices[device];
  const items = list.map((step) => markup`<li>${withReadings(step)}</li>`);
  const state = open ? markup` open` : markup``;
  return markup`<details data-device="${device}"${state}><summary>${withReadings(name)}</summary><ol>${items}</ol></details>`;
}

function nothing(words: TrustWords): Markup {
  return markup`<section><h2>${withReadings(words.nothingTitle)}</h2><p>${withReadings(words.nothing)}</p></section>`;
}

function languageLink(each: Language, current: Language): Markup {
  const mark = each === current ? markup` aria-current="true"` : markup``;
  return markup`<li><a href="?lang=${each}" lang="${tagOf(each)}" hreflang="${tagOf(each)}"${mark}>${plain(WORDS[each].self)}</a></li>`;
}

/** In groups of four pairs, to be compared by eye and read aloud. */
function fingerprint(text: string): Markup {
  const groups = text.match(/(?:[0-9A-F]{2}:?){1,4}/g) ?? [];
  return markup`<span class="fingerprint">${groups.map((group) => markup`<span>${group.replace(/:$/, '')}</span> `)}</span>`;
}

function plain(text: string): string {
  return text.replaceAll(/\{([^|{}]+)\|[^|{}]+\}/g, '$1');
}

function tagOf(language: Language): string {
  return language === 'en' ? 'en' : 'ja';
}
