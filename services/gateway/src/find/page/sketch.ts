import type { Geometry, LngLat, PublicPlace } from '@hinomi/contracts';
import { mercatorY } from '@hinomi/geo';
import { html, type Html } from '@hinomi/service-kit';
import type { Words } from '../words/words.js';

const SIDE = 320;
const MARGIN = 24;
/** As many as can be told apart on a telephone. */
const MARKED = 15;
/** A view is never narrower, so that two places in one street do not fill it; degrees of latitude (1 km). */
const LEAST_DEGREES = 0.01;
/** Points of a border nearer to each other than this many pixels are one. */
const STEP = 1.5;
/** Rings around the asker, in km. */
const RINGS = [0.5, 1, 2, 5, 10, 20];
const DEGREE_KM = 111.195;

type Xy = [x: number, y: number];

/** What the sketch shows, `[west, south, east, north]`. */
export function sketchBounds(
  places: readonly PublicPlace[],
  from: LngLat | null,
): [number, number, number, number] | null {
  const points = [...places.slice(0, MARKED).map(({ lngLat }) => lngLat), ...(from === null ? [] : [from])];
  if (points.length === 0) return null;
  const [lngs, lats] = [points.map(([lng]) => lng), points.map(([, lat]) => lat)];
  const middle: LngLat = from ?? [
    (Math.min(...lngs) + Math.max(...lngs)) / 2,
    (Math.min(...lats) + Math.max(...lats)) / 2,
  ];
  const wide = Math.cos((middle[1] * Math.PI) / 180);
  const reach = Math.max(
    LEAST_DEGREES / 2,
    ...points.map(([lng, lat]) => Math.max(Math.abs(lng - middle[0]) * wide, Math.abs(lat - middle[1]))),
  );
  return [middle[0] - reach / wide, middle[1] - reach, middle[0] + reach / wide, middle[1] + reach];
}

/** A drawing of a few kilobytes: numbered places, distances as rings, borders and coasts of municipalities. */
export function sketch(
  places: readonly PublicPlace[],
  from: LngLat | null,
  borders: readonly Geometry[],
  words: Words,
): Html {
  const bounds = sketchBounds(places, from);
  if (bounds === null) return html``;
  const [west, south, east, north] = bounds;
  const scale = (SIDE - 2 * MARGIN) / (east - west);
  const middleY = (mercatorY(south) + mercatorY(north)) / 2;
  const at = ([lng, lat]: LngLat): Xy => [MARGIN + (lng - west) * scale, SIDE / 2 - (mercatorY(lat) - middleY) * scale];
  const marks = places
    .slice(0, MARKED)
    .map((place, index) => ({ place, number: index + 1, xy: at(place.lngLat) }))
    .reverse()
    .map(({ place, number, xy: [x, y] }) => markOf(place, number, x, y));
  return html`<figure class="sketch" id="sketch">
    <svg viewBox="0 0 ${SIDE} ${SIDE}" role="img" aria-labelledby="sketch-title">
      <title id="sketch-title">${words.say('sketchTitle')}</title>
      <path d="${borders.map((border) => pathOf(border, at)).join('')}" fill="none" stroke="#8793a1" stroke-width="1" />
      ${from === null ? html`` : asker(at(from), scale, from, words)} ${marks}
    </svg>
    <figcaption class="small">${words.say('sketchNote')}</figcaption>
  </figure>`;
}

function asker([x, y]: Xy, scale: number, [, lat]: LngLat, words: Words): Html {
  const pixelsPerKm = scale / (DEGREE_KM * Math.cos((lat * Math.PI) / 180));
  const rings = RINGS.filter((km) => km * pixelsPerKm > 24 && km * pixelsPerKm < SIDE / 2).map((km) => {
    const radius = km * pixelsPerKm;
    const label = km < 1 ? `${km * 1000} m` : `${km} km`;
    return html`<circle
        cx="${px(x)}"
        cy="${px(y)}"
        r="${px(radius)}"
        fill="none"
        stroke="#57606a"
        stroke-dasharray="4 4"
      />
      <text x="${px(x)}" y="${px(y - radius - 3)}" font-size="10" text-anchor="middle">${label}</text>`;
  });
  return html`${rings}
    <path d="M${px(x)} ${px(y - 9)}l8 17h-16z" fill="#0017c1" stroke="#fff" />
    <text x="${px(x)}" y="${px(y + 20)}" font-size="11" text-anchor="middle" font-weight="700"
      >${words.say('you')}</text
    >`;
}

/** Told by shape and number, not by colour alone: a cross over those to avoid. */
function markOf({ suits, state }: PublicPlace, number: number, x: number, y: number): Html {
  const isOpen = (state.is === 'open' || state.is === 'always') && !state.isOld;
  const fill = suits === 'avoid' ? '#b4001e' : isOpen ? '#00612b' : '#14202f';
  const shape =
    suits === 'avoid'
      ? html`<rect x="${px(x - 10)}" y="${px(y - 10)}" width="20" height="20" fill="${fill}" stroke="#fff" />`
      : html`<circle cx="${px(x)}" cy="${px(y)}" r="10" fill="${fill}" stroke="#fff" />`;
  const cross =
    suits === 'avoid'
      ? html`<path d="M${px(x - 10)} ${px(y - 10)}l20 20m0-20l-20 20" stroke="#fff" stroke-width="1" />`
      : html``;
  return html`${shape}${cross}<text
      x="${px(x)}"
      y="${px(y + 4)}"
      font-size="12"
      font-weight="700"
      fill="#fff"
      text-anchor="middle"
      >${number}</text
    >`;
}

function px(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** Lines that come near the view, thinned to what a screen shows. */
function pathOf(geometry: Geometry, at: (lngLat: LngLat) => Xy): string {
  const lines =
    geometry.type === 'Polygon'
      ? geometry.coordinates
      : geometry.type === 'MultiPolygon'
        ? geometry.coordinates.flat()
        : [];
  return lines.map((line) => lineOf(line as LngLat[], at)).join('');
}

function lineOf(line: readonly LngLat[], at: (lngLat: LngLat) => Xy): string {
  let path = '';
  let last: Xy | null = null;
  let isDown = false;
  for (const lngLat of line) {
    const xy = at(lngLat);
    if (last !== null && Math.hypot(xy[0] - last[0], xy[1] - last[1]) < STEP) continue;
    const isNear = last !== null && meetsView(last, xy);
    if (isNear) {
      if (!isDown && last !== null) path += `M${px(last[0])} ${px(last[1])}`;
      path += `L${px(xy[0])} ${px(xy[1])}`;
    }
    isDown = isNear;
    last = xy;
  }
  return path;
}

function meetsView([ax, ay]: Xy, [bx, by]: Xy): boolean {
  return Math.max(ax, bx) >= 0 && Math.min(ax, bx) <= SIDE && Math.max(ay, by) >= 0 && Math.min(ay, by) <= SIDE;
}
