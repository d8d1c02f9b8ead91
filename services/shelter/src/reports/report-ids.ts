import { contentDigest, openedPlaceId, RunId, type FeatureId, type Subject } from '@hinomi/contracts';

const IN_RUN = /^drill:([a-z0-9-]{1,64}):/;
/** Of a subject's 512 characters the run and the device need their share. */
const LONGEST_NAME = 380;

/** The run that an id was made in; null = the real world. */
export function runOf(id: string): RunId | null {
  const [, run] = IN_RUN.exec(id) ?? [];
  return run === undefined ? null : RunId.parse(run);
}

/** `shelter-report:<device>:<shelter>`, or `shelter-note:…`; a drill's begin with `drill:<run>:`. */
export function subjectOf(what: 'shelter-report' | 'shelter-note', device: string, shelter: FeatureId): Subject {
  const bare = shelter.replace(IN_RUN, '');
  const name = bare.length > LONGEST_NAME ? contentDigest(bare) : bare;
  return inRun(runOf(shelter), `${what}:${device}:${name}`) as Subject;
}

/** What a place opened on the spot is known by. */
export function placeSubject(placeId: string, run: RunId | null): Subject {
  return openedPlaceId(placeId, run) as string as Subject;
}

export function isReport(subject: string): boolean {
  return subject.replace(IN_RUN, '').startsWith('shelter-report:');
}

/** Which shelter a report's subject is about; null for every other subject. */
export function reportedShelter(subject: string): string | null {
  const [, name] = /^shelter-report:[^:]+:(.+)$/.exec(subject.replace(IN_RUN, '')) ?? [];
  return name === undefined ? null : inRun(runOf(subject), name);
}

function inRun(run: RunId | null, name: string): string {
  return run === null ? name : `drill:${run}:${name}`;
}
