import { DISASTER_KINDS, type DisasterKind, type Instant, type PublicPlace } from '@hinomi/contracts';
import { html, type Html } from '@hinomi/service-kit';
import type { WordKey } from '../words/catalogue.js';
import type { Words } from '../words/words.js';
import { kindText, threatTexts } from './hazard-text.js';
import { ageText, clockText } from './time-text.js';

const STATES: Readonly<Record<PublicPlace['state']['is'], WordKey>> = {
  open: 'stateOpen',
  always: 'stateAlways',
  'not-open': 'stateNotOpen',
  closed: 'stateClosed',
  unknown: 'stateUnknown',
};
const STEPS: Readonly<Record<PublicPlace['fullness']['step'], WordKey>> = {
  free: 'fullFree',
  crowded: 'fullCrowded',
  full: 'fullFull',
  unknown: 'fullUnknown',
};
const PURPOSES: Readonly<Record<PublicPlace['purposes'][number], WordKey>> = {
  escape: 'purposeEscape',
  stay: 'purposeStay',
  welfare: 'purposeWelfare',
  undesignated: 'purposeUndesignated',
};
const DIRECTIONS: Readonly<Record<NonNullable<PublicPlace['direction']>, WordKey>> = {
  n: 'dirN',
  ne: 'dirNe',
  e: 'dirE',
  se: 'dirSe',
  s: 'dirS',
  sw: 'dirSw',
  w: 'dirW',
  nw: 'dirNw',
};
const NOTHING = html``;
const KM = 1000;

export interface CardParts {
  place: PublicPlace;
  /** As in the list and on the sketch. */
  number: number;
  words: Words;
  nowMs: number;
}

/** One place of the list: what is most urgent to know above, the rest to be opened. */
export function placeCard(parts: CardParts): Html {
  const { place, number, words } = parts;
  const reasons = threatTexts(place, words).map((text) => html`<p class="why ${place.suits}">${text}</p>`);
  return html`<li class="place ${place.suits}" id="place-${number}" data-place="${place.id}">
    <h3><span class="number">${number}</span> ${inJapanese(place.name, words)}</h3>
    ${place.exercise === null ? NOTHING : html`<p class="drill-mark">${words.say('drillShort')}</p>`}
    ${away(place, words)} ${state(parts)} ${reasons} ${fullness(parts)}
    <ul class="traits">
      ${place.purposes.map((purpose) => html`<li>${words.say(PURPOSES[purpose])}</li>`)}
      ${place.pets.is === 'yes' ? html`<li>${words.say('pets')}</li>` : NOTHING}
      ${place.accessibleToilet.is === 'yes' ? html`<li>${words.say('toilet')}</li>` : NOTHING}
    </ul>
    <details>
      <summary>${words.say('details')}<span class="unseen"> ${inJapanese(place.name, words)}</span></summary>
      ${details(parts)}
    </details>
  </li>`;
}

/** Names and addresses are Japanese on every page; a reader aloud has to know. */
export function inJapanese(text: string, words: Words): Html {
  return words.isJapanese ? html`${text}` : html`<span lang="ja">${text}</span>`;
}

/** When it was seen and how long ago that is; the page's script keeps the age true. */
function seen(instant: Instant, { words, nowMs }: CardParts): Html {
  const time = html`<time datetime="${instant}"
    >${words.say('seenAt', { time: clockText(instant, nowMs, words) })}</time
  >`;
  return html`<span class="seen"
    >${time} <span class="age" data-at="${instant}">(${ageText(instant, nowMs, words)})</span></span
  >`;
}

function away({ distanceMeters, direction }: PublicPlace, words: Words): Html {
  if (distanceMeters === null || direction === null) return NOTHING;
  const distance =
    distanceMeters < KM
      ? words.say('meters', { count: distanceMeters })
      : words.say('kilometers', { count: (distanceMeters / KM).toFixed(1) });
  return html`<p class="away">${words.say('away', { direction: words.say(DIRECTIONS[direction]), distance })}</p>`;
}

function state(parts: CardParts): Html {
  const { place, words, nowMs } = parts;
  const { is, seenAt, isOld } = place.state;
  const told = words.say(STATES[is]);
  if (seenAt === null) {
    return html`<p class="state unknown">${told}</p>
      <p class="small">${words.say('stateUnknownNote')}</p>`;
  }
  if (!isOld)
    return html`<p class="state ${is}">${told}</p>
      ${seen(seenAt, parts)}`;
  const time = clockText(seenAt, nowMs, words);
  return html`<p class="state unknown">${words.say('stateUnknown')}</p>
    <p class="small">
      ${words.say('stateOld', { time, state: told })}
      <span class="age" data-at="${seenAt}">(${ageText(seenAt, nowMs, words)})</span>
    </p>`;
}

function fullness(parts: CardParts): Html {
  const { place, words } = parts;
  const { step, seenAt, people, capacity } = place.fullness;
  const isIn = place.state.is === 'open' || place.state.is === 'always';
  if (!isIn || place.state.isOld)
    return capacity === null ? NOTHING : html`<p class="small">${words.say('capacity', { capacity })}</p>`;
  const counted =
    step === 'unknown' || people === null
      ? capacity === null
        ? ''
        : words.say('capacity', { capacity })
      : capacity === null
        ? words.say('people', { people })
        : words.say('peopleOfCapacity', { people, capacity });
  return html`<p class="fullness ${step}">
      <span>${words.say('fullness')}:</span> <strong>${words.say(STEPS[step])}</strong> ${counted}
    </p>
    ${step === 'unknown' || seenAt === null ? NOTHING : seen(seenAt, parts)}`;
}

function details(parts: CardParts): Html {
  const { place, words } = parts;
  const { address, phone, lngLat, name } = place;
  const [lng, lat] = lngLat;
  const geo = `geo:${lat},${lng}?q=${lat},${lng}(${encodeURIComponent(name)})`;
  const fact = (label: string, value: Html): Html =>
    html`<dt>${label}</dt>
      <dd>${value}</dd>`;
  const dial = phone?.replace(/[^\d+]/g, '') ?? '';
  return html`<dl>
      ${fact(words.say('designated'), designations(parts))}
      ${fact(words.say('toilet'), answer(place.accessibleToilet, parts))}
      ${fact(words.say('pets'), answer(place.pets, parts))}
      ${address === null ? NOTHING : fact(words.say('address'), inJapanese(address, words))}
      ${phone === null ? NOTHING : fact(words.say('phone'), html`<a class="go" href="tel:${dial}">${phone}</a>`)}
    </dl>
    <a class="go" href="${geo}" data-lng="${lng}" data-lat="${lat}" data-name="${name}">${words.say('mapApp')}</a>`;
}

function answer({ is, seenAt }: PublicPlace['pets'], parts: CardParts): Html {
  return html`${parts.words.say(is)} ${seenAt === null ? NOTHING : seen(seenAt, parts)}`;
}

/** What is in force now first; what nobody says of any kind is said once. */
function designations({ place, words }: CardParts): Html {
  const now = new Set(place.threats.flatMap(({ hazard }) => hazard.kinds));
  const order = [...DISASTER_KINDS].sort((a, b) => Number(now.has(b)) - Number(now.has(a)));
  const told = (kind: DisasterKind) => place.designated[kind] ?? 'unknown';
  if (order.every((kind) => told(kind) === 'unknown')) return html`${words.say('unknown')}`;
  return html`<ul class="kinds">
    ${order.map((kind) => html`<li class="${told(kind)}">${kindText(kind, words)}: <b>${words.say(told(kind))}</b></li>`)}
  </ul>`;
}
