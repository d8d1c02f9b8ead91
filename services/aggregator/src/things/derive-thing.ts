import {
  canonicalJson,
  isKept,
  rounded,
  THEME_DEFINITIONS,
  thingSeverity,
  type FeatureId,
  type FeatureV1,
  type Instant,
  type SourceId,
  type StandingThing,
  type Theme,
  type ThingAttribute,
  type ThingProperties,
} from '@hinomi/contracts';
import type { DraftFeature } from '../hazards/hazard-feature.js';
import type { KnownDecision } from './decisions.js';

/** Two who looked within half an hour and say different things disagree; before that it is only older. Product decision. */
const DISAGREEMENT_MS = 30 * 60_000;

interface Told {
  attribute: ThingAttribute;
  observedAt: Instant;
  standing: StandingThing;
}

/**
 * One thing as all who tell of it have it together: of each attribute the value seen last, between equals that of the source
 * trusted more. `things` tell of it by themselves, in any order; the first registered names it. `members` adds the reports about it,
 * which neither name nor place it.
 */
export function deriveThing(
  things: readonly StandingThing[],
  decided: readonly KnownDecision[] = [],
  members: readonly StandingThing[] = things,
): DraftFeature {
  const byRegistration = [...things].sort(firstRegistered);
  const [first] = byRegistration as [StandingThing];
  const { exercise } = first.known.report;
  const theme = themeOf([...byRegistration, ...members]);
  const attributes: ThingProperties['attributes'] = {};
  const conflicts: FeatureV1['conflicts'] = [];
  for (const name of namesOf(members)) {
    const told = members.flatMap((standing) => toldOf(standing, name)).sort(bestFirst);
    const [best, ...others] = told as [Told, ...Told[]];
    attributes[name] = withSource(best);
    const against = others.filter((other) => disagree(best, other));
    if (against.length > 0) conflicts.push({ field: name, values: [best, ...against].map(asConflict) });
  }
  const decisions = decided.filter((known) => counts(known, attributes));
  for (const known of decisions) pin(attributes, known);
  const placed = things.filter(({ known }) => known.report.geometry !== null).sort(bestPlaceFirst);
  const named = byRegistration.find(({ known }) => known.report.name !== '') ?? first;
  const municipalities = new Set(byRegistration.flatMap(({ known }) => known.report.municipality ?? []));
  const { kind } = THEME_DEFINITIONS[theme];
  const [place] = placed;
  const seen = Object.values(attributes).map(({ observedAt }) => observedAt);
  const observedAt = greatest(seen.length > 0 ? seen : [first.asOf]);
  return {
    id: idOf(first),
    layer: kind,
    kind,
    geometry: place?.known.report.geometry ? rounded(place.known.report.geometry) : null,
    area: null,
    areaCodes: [...municipalities]
      .flatMap((code) => [code, code.slice(0, 2)])
      .filter(isFirst)
      .sort(),
    severity: decisions.some(({ decided: { decision } }) => decision.is === 'handled')
      ? 0
      : thingSeverity(theme, attributes),
    alertLevel: null,
    levelEquivalent: null,
    valid: { from: validFrom(first, attributes), to: null },
    observedAt,
    issuedAt: greatest(members.map(({ known }) => known.report.issuedAt)),
    recordedAt: greatest([
      ...members.map(({ decidedAt }) => decidedAt),
      ...decisions.map(({ appendedAt }) => appendedAt),
    ]),
    properties: {
      type: 'thing',
      theme,
      name: named.known.report.name,
      nameKana: byRegistration.flatMap(({ known }) => known.report.nameKana ?? [])[0] ?? null,
      identifiers: distinct(byRegistration.flatMap(({ known }) => known.report.identifiers)),
      attributes,
      aliases: byRegistration.slice(1).map(idOf),
      oldestObservedAt: [...seen, first.asOf].reduce((a, b) => (a < b ? a : b)),
      ...(decisions.length === 0 ? {} : { decisions: decisions.flatMap(toldDecision) }),
    },
    sources: members
      .map(({ known: { event, report } }) => ({
        source: report.source.id,
        agency: report.source.agency,
        attribution: report.source.attribution,
        subject: report.subject,
        event,
        issuedAt: report.issuedAt,
      }))
      .sort((a, b) => (a.event < b.event ? -1 : 1)),
    conflicts,
    label: {
      // What one of them gives to responders only stays with responders.
      classification: members.every(isOpen) ? 'public' : 'responders',
      jurisdiction: null,
    },
    exercise,
  };
}

/** Its provider tells it to everybody. */
export function isOpen({ known: { report } }: StandingThing): boolean {
  return report.classification === 'public' && !isKept(report.attributes);
}

/** The earliest registered id survives. */
export function firstRegistered(a: StandingThing, b: StandingThing): number {
  return compareText(a.registeredAt, b.registeredAt) || compareText(idOf(a), idOf(b));
}

/** What is done is done in the words it was asked in, not in others. */
function counts({ decided: { decision } }: KnownDecision, { detail }: ThingProperties['attributes']): boolean {
  return decision.is !== 'handled' || String(detail?.value ?? '').trim() === decision.words;
}

/** What an operator pinned stands above every report; reports that say otherwise are still told as they come. */
function pin(attributes: ThingProperties['attributes'], { decided }: KnownDecision): void {
  const { decision, decisionId, at, by } = decided;
  if (decision.is !== 'pin') return;
  const { attribute, value } = decision;
  const title = attributes[attribute]?.title;
  attributes[attribute] = {
    value,
    ...(title === undefined ? {} : { title }),
    observedAt: at,
    source: OPERATOR,
    agency: by.name,
    pinned: decisionId,
  };
}

/** Who speaks for headquarters. */
const OPERATOR = 'hub:operator' as SourceId;

function toldDecision({ decided }: KnownDecision): NonNullable<ThingProperties['decisions']> {
  const { decision, decisionId, at, by, note } = decided;
  if (decision.is === 'withdraw' || decision.is === 'acknowledged' || decision.is === 'eased') return [];
  const told = { decisionId, is: decision.is, at, by: by.name };
  return [decision.is === 'handled' ? { ...told, from: decision.from, ...(note !== '' && { note }) } : told];
}

/** A building that is both is a shelter first; it opens. */
function themeOf(members: readonly StandingThing[]): Theme {
  const themes = members.map(({ known }) => known.report.theme);
  return themes.includes('shelter') ? 'shelter' : (themes[0] as Theme);
}

function idOf({ known }: StandingThing): FeatureId {
  return known.report.subject as string as FeatureId;
}

function namesOf(members: readonly StandingThing[]): string[] {
  const [only] = members;
  if (members.length === 1 && only !== undefined) return Object.keys(only.known.report.attributes).sort();
  return [...new Set(members.flatMap(({ known }) => Object.keys(known.report.attributes)))].sort();
}

function toldOf(standing: StandingThing, name: string): Told[] {
  const { attributes } = standing.known.report;
  const attribute = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
  return attribute === undefined ? [] : [{ attribute, observedAt: attribute.observedAt ?? standing.asOf, standing }];
}

function withSource({ attribute, observedAt, standing }: Told): ThingProperties['attributes'][string] {
  const { source } = standing.known.report;
  return { ...attribute, observedAt, source: source.id, agency: source.agency };
}

function bestFirst(a: Told, b: Told): number {
  const [x, y] = [a.standing.known.report, b.standing.known.report];
  return compareText(b.observedAt, a.observedAt) || x.source.rank - y.source.rank || compareText(x.subject, y.subject);
}

function bestPlaceFirst(a: StandingThing, b: StandingThing): number {
  const at = ({ known, asOf }: StandingThing): Instant => known.report.geometryObservedAt ?? asOf;
  const [x, y] = [a.known.report, b.known.report];
  return compareText(at(b), at(a)) || x.source.rank - y.source.rank || compareText(x.subject, y.subject);
}

function disagree(best: Told, other: Told): boolean {
  if (canonicalJson(best.attribute.value) === canonicalJson(other.attribute.value)) return false;
  return Date.parse(best.observedAt) - Date.parse(other.observedAt) <= DISAGREEMENT_MS;
}

function asConflict({ attribute: { value, label }, observedAt, standing }: Told): unknown {
  const { source, subject } = standing.known.report;
  return { agency: source.agency, subject, value, ...(label === undefined ? {} : { label }), observedAt };
}

function validFrom({ known }: StandingThing, { starttime }: ThingProperties['attributes']): Instant {
  const start = starttime?.value;
  return typeof start === 'string' && /^\d{4}-.*Z$/.test(start) ? (start as Instant) : known.report.issuedAt;
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Map(values.map((value) => [canonicalJson(value), value])).values()];
}

function isFirst<T>(value: T, index: number, all: readonly T[]): boolean {
  return all.indexOf(value) === index;
}

function greatest(moments: readonly Instant[]): Instant {
  return moments.reduce((a, b) => (a > b ? a : b));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
