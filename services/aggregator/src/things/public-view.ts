import { publicViewId, type StandingThing, type Subject } from '@hinomi/contracts';
import type { DraftFeature } from '../hazards/hazard-feature.js';
import type { KnownDecision } from './decisions.js';
import { deriveThing, isOpen } from './derive-thing.js';
import { splitPeople } from './split-people.js';

/** Everybody tells of it openly, or nobody does: then one feature is enough. */
export function hasPublicView(members: readonly StandingThing[]): boolean {
  return !members.every(isOpen) && members.some((member) => isOpen(member) && member.known.report.about === undefined);
}

/**
 * What the open sources of a thing say, for those who may see no more: as if nobody else told of it. `groupsOf` says which of the open
 * ones are one thing by themselves, since two may be one only by what responders alone may know.
 */
export function derivePublicViews(
  members: readonly StandingThing[],
  decided: readonly KnownDecision[],
  groupsOf: (open: readonly Subject[]) => readonly Subject[][],
): DraftFeature[] {
  const open = members.filter(isOpen);
  const things = open.filter(({ known }) => known.report.about === undefined);
  const groups = groupsOf(things.map(subjectOf)).map((group) =>
    things.filter((thing) => group.includes(subjectOf(thing))),
  );
  const own = new Set(things.map(subjectOf));
  const reports = open.filter(({ known }) => known.report.about !== undefined);
  return groups.map((group) => {
    const subjects = group.map(subjectOf);
    const about = reports.flatMap((report) => {
      const of = report.known.report.about as string as Subject;
      if (subjects.includes(of)) return [report];
      // Of which of several it tells, only those know who may see more.
      return own.has(of) || groups.length > 1 ? [] : [underOpenName(report, of, subjects)];
    });
    const told = [...group, ...about];
    const [view] = splitPeople(deriveThing(group, decided.filter(isOpenWord(told)), told));
    const { properties } = view;
    return {
      ...view,
      id: publicViewId(view.id),
      // Under these ids the whole of it answers.
      properties: properties.type === 'thing' ? { ...properties, aliases: [] } : properties,
      label: { classification: 'public-view', jurisdiction: null },
    };
  });
}

function subjectOf({ known }: StandingThing): Subject {
  return known.report.subject;
}

/**
 * Headquarters speaks to all, of what the public is told at all. That two are one is no word for whoever sees one of them only.
 */
function isOpenWord(told: readonly StandingThing[]): (known: KnownDecision) => boolean {
  const names = new Set(['publicflg', ...told.flatMap(({ known }) => Object.keys(known.report.attributes))]);
  return ({ decided: { decision } }) => decision.is === 'pin' && names.has(decision.attribute);
}

/** Staff report under the id that they know, which may be one that only responders know. */
function underOpenName(report: StandingThing, about: Subject, [first]: readonly Subject[]): StandingThing {
  const bare = (subject = ''): string => subject.replace(/^drill:[^:]+:/, '');
  const plain = <T extends string>(text: T): T => text.replaceAll(bare(about), bare(first)) as T;
  const { known } = report;
  return {
    ...report,
    known: { ...known, event: plain(known.event), report: { ...known.report, subject: plain(known.report.subject) } },
  };
}
