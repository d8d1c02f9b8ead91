import {
  compareDecisions,
  integrateListing,
  integrateThing,
  standingThing,
  type DatasetId,
  type DatasetListedV1,
  type DatasetState,
  type FeatureId,
  type Instant,
  type KnownThing,
  type LngLat,
  type StandingThing,
  type Subject,
  type ThingState,
} from '@hinomi/contracts';
import { isRunOver, type DrillRuns } from '../drills/drill-runs.js';
import type { DraftFeature } from '../hazards/hazard-feature.js';
import type { FactOrigin } from '../realm/fact-journal.js';
import { Decisions, type KnownDecision } from './decisions.js';
import { deriveThing } from './derive-thing.js';
import { derivePublicViews, hasPublicView } from './public-view.js';
import { splitPeople } from './split-people.js';
import { SameThing, type ThingFact } from './same-thing.js';

/** What a checkpoint keeps of things. */
export interface ThingFacts {
  things: readonly ThingState[];
  datasets: readonly DatasetState[];
  decisions: readonly KnownDecision[];
}

/** What changed of one thing: the ids its members had, and the features there are now. */
export interface ThingChange {
  removed: FeatureId[];
  features: readonly DraftFeature[];
  cause: FactOrigin | null;
}

/** All that is reported of things, and which of it means one thing. */
export class Things {
  private readonly states = new Map<Subject, ThingState>();
  private readonly datasets = new Map<DatasetId, DatasetState>();
  private readonly rowsOf = new Map<DatasetId, Set<Subject>>();
  /** Which standing reports are about a thing. */
  private readonly reportsOf = new Map<string, Set<Subject>>();
  private readonly same = new SameThing();
  private readonly decisions = new Decisions();
  private readonly standing = new Map<Subject, StandingThing>();
  private readonly touched = new Map<Subject, FactOrigin | null>();
  /** Under which features a subject is in the picture. */
  private readonly featuresOf = new Map<Subject, readonly FeatureId[]>();

  restore({ things, datasets, decisions }: ThingFacts): void {
    for (const decision of decisions) this.decide(decision, null);
    for (const dataset of datasets) this.datasets.set(dataset.dataset, dataset);
    for (const state of things) this.keep(state, null);
  }

  /** Nothing in it is ever changed in place. */
  facts(): ThingFacts {
    const [things, datasets] = [[...this.states.values()], [...this.datasets.values()]];
    return { things, datasets, decisions: this.decisions.facts() };
  }

  report(added: KnownThing, cause: FactOrigin | null): void {
    const { subject } = added.report;
    const state = integrateThing(this.states.get(subject), added);
    if (state !== this.states.get(subject)) this.keep(state, cause);
  }

  listed(part: DatasetListedV1, appendedAt: Instant, cause: FactOrigin | null): void {
    const before = this.datasets.get(part.dataset);
    const after = integrateListing(before, part, appendedAt);
    if (after === before) return;
    this.datasets.set(part.dataset, after);
    if (after.newest === (before?.newest ?? null)) return;
    for (const subject of this.rowsOf.get(part.dataset) ?? []) this.settle(subject, cause);
  }

  decide(added: KnownDecision, cause: FactOrigin | null): void {
    for (const subject of this.decisions.add(added)) {
      if (this.standing.has(subject)) this.touched.set(subject, cause);
      for (const [other, decision] of this.decisions.pairsOf(subject)) {
        for (const each of this.same.decide([subject, other], decision)) this.touched.set(each, cause);
      }
    }
  }

  touchEverything(cause: FactOrigin | null): void {
    for (const subject of this.states.keys()) this.touched.set(subject, cause);
  }

  /** What the facts since the last call change. A run that is over is forgotten. */
  deriveTouched(runs: DrillRuns): ThingChange[] {
    const changes: ThingChange[] = [];
    const done = new Set<Subject>();
    for (const [subject, cause] of this.touched) {
      if (done.has(subject)) continue;
      const group = this.standing.has(subject) ? this.same.group(subject) : [subject];
      for (const member of group) done.add(member);
      changes.push(this.deriveGroup(group, runs, cause));
    }
    this.touched.clear();
    return changes;
  }

  private deriveGroup(group: readonly Subject[], runs: DrillRuns, cause: FactOrigin | null): ThingChange {
    const removed = group.flatMap((subject) => this.featuresOf.get(subject) ?? []);
    for (const subject of group) this.featuresOf.delete(subject);
    const members = group.flatMap((subject) => this.standing.get(subject) ?? []);
    const exercise = members[0]?.known.report.exercise ?? null;
    if (isRunOver(runs, exercise)) {
      for (const subject of group) this.forget(subject);
      return { removed, features: [], cause };
    }
    const things = members.filter(({ known }) => known.report.about === undefined);
    // A report of what nobody tells of yet waits.
    if (things.length === 0) return { removed, features: [], cause };
    const decided = this.decisionsOn(group);
    const features: DraftFeature[] = splitPeople(deriveThing(things, decided, members));
    if (hasPublicView(members)) features.push(...derivePublicViews(members, decided, (open) => this.groupsAmong(open)));
    const ids = features.map(({ id }) => id);
    for (const { known } of things) this.featuresOf.set(known.report.subject, ids);
    return { removed, features, cause };
  }

  /** Which of these are one thing if nobody else tells of it. */
  private groupsAmong(subjects: readonly Subject[]): Subject[][] {
    const same = new SameThing();
    for (const subject of subjects) {
      const standing = this.standing.get(subject);
      if (standing !== undefined) same.learn(subject, this.factOf(standing));
    }
    for (const subject of subjects) {
      for (const [other, decision] of this.decisions.pairsOf(subject)) same.decide([subject, other], decision);
    }
    const groups = new Map(subjects.map((subject) => same.group(subject)).map((group) => [group.join('\n'), group]));
    return [...groups.values()];
  }

  private decisionsOn(group: readonly Subject[]): KnownDecision[] {
    const all = new Map(
      group.flatMap((subject) => this.decisions.inForce(subject)).map((known) => [known.decided.decisionId, known]),
    );
    return [...all.values()].sort((a, b) => compareDecisions(a.decided, b.decided));
  }

  private keep(state: ThingState, cause: FactOrigin | null): void {
    const { subject, dataset } = state;
    this.states.set(subject, state);
    if (dataset !== null) {
      const rows = this.rowsOf.get(dataset) ?? new Set();
      this.rowsOf.set(dataset, rows.add(subject));
    }
    this.settle(subject, cause);
  }

  /** What the provider says of it now may be another, and with it what it is one with. */
  private settle(subject: Subject, cause: FactOrigin | null): void {
    const state = this.states.get(subject) as ThingState;
    const listing = state.dataset === null ? null : (this.datasets.get(state.dataset)?.newest ?? null);
    const now = standingThing(state, listing);
    const before = this.standing.get(subject);
    if (now === null && before === undefined) return this.learnReportsOf(subject, cause);
    if (!saysTheSame(before, now)) this.touched.set(subject, cause);
    if (now === null) this.standing.delete(subject);
    else this.standing.set(subject, now);
    if (now !== null && before?.known === now.known) return;
    this.linkReport(subject, before?.known.report.about, now?.known.report.about);
    this.learn(subject, cause);
    if (now === null || before === undefined) this.learnReportsOf(subject, cause);
  }

  private learn(subject: Subject, cause: FactOrigin | null): void {
    const standing = this.standing.get(subject);
    const fact = standing === undefined ? null : this.factOf(standing);
    for (const other of this.same.learn(subject, fact)) this.touched.set(other, cause);
  }

  /** What reports are matched by follows from whether somebody still tells of the thing under that id. */
  private learnReportsOf(subject: Subject, cause: FactOrigin | null): void {
    for (const report of this.reportsOf.get(subject) ?? []) this.learn(report, cause);
  }

  private linkReport(subject: Subject, before: string | undefined, now: string | undefined): void {
    if (before === now) return;
    if (before !== undefined) {
      const reports = this.reportsOf.get(before);
      reports?.delete(subject);
      if (reports?.size === 0) this.reportsOf.delete(before);
    }
    if (now !== undefined) this.reportsOf.set(now, (this.reportsOf.get(now) ?? new Set()).add(subject));
  }

  private factOf({ known: { report } }: StandingThing): ThingFact {
    if (report.about === undefined) return factOf(report);
    const about = report.about as string as Subject;
    const was = this.standing.has(about) ? undefined : this.states.get(about)?.reports[0]?.report;
    const nameless = { identifiers: [], name: '', nameKana: null, geometry: null };
    const known = was === undefined || was.about !== undefined ? nameless : was;
    const { identifiers, name, nameKana, geometry } = known;
    return { ...factOf({ ...report, identifiers, name, nameKana, geometry }), about };
  }

  private forget(subject: Subject): void {
    this.same.learn(subject, null);
    this.linkReport(subject, this.standing.get(subject)?.known.report.about, undefined);
    this.standing.delete(subject);
    const dataset = this.states.get(subject)?.dataset ?? null;
    this.states.delete(subject);
    if (dataset === null) return;
    const rows = this.rowsOf.get(dataset);
    rows?.delete(subject);
    if (rows?.size !== 0) return;
    this.rowsOf.delete(dataset);
    this.datasets.delete(dataset);
  }
}

/** Nothing that a feature says of it differs: as of most rows when their listing arrives, right after them. */
function saysTheSame(before: StandingThing | undefined, now: StandingThing | null): boolean {
  return (
    before !== undefined &&
    before.known === now?.known &&
    before.registeredAt === now.registeredAt &&
    before.asOf === now.asOf
  );
}

const NATIONAL = 'national-shelter';
/** Records of one building share so many characters of the national ID (shelters 2). */
const BUILDING = 11;

function factOf(report: KnownThing['report']): ThingFact {
  const { subject, theme, dataset, exercise, identifiers, name, nameKana, geometry } = report;
  return {
    subject,
    theme,
    dataset,
    exercise,
    identifiers: identifiers.map(
      ({ scheme, value }) => `${scheme}|${scheme === NATIONAL ? value.slice(0, BUILDING) : value}`,
    ),
    name,
    nameKana,
    lngLat: geometry === null ? null : somePoint(geometry.coordinates),
  };
}

/** The point itself, or where a line or area begins. */
function somePoint(coordinates: unknown): LngLat {
  return Array.isArray(coordinates) && Array.isArray(coordinates[0])
    ? somePoint(coordinates[0])
    : (coordinates as LngLat);
}
