import { instantFromMillis, type FeatureV1, type PictureChangesV1, type PictureClock } from '@hinomi/contracts';

/** Features by name at each of some moments; a page of the past as the hub would answer it. */
export interface Story {
  /** Milliseconds since 1970, rising. */
  atMs: number;
  upserts: FeatureV1[];
  removes: string[];
}

/** The picture at a moment, counted from the beginning. */
export function pictureAt(story: readonly Story[], atMs: number): Map<string, FeatureV1> {
  const picture = new Map<string, FeatureV1>();
  for (const { upserts, removes } of story.filter((change) => change.atMs <= atMs)) {
    for (const id of removes) picture.delete(id);
    for (const feature of upserts) picture.set(feature.id, feature);
  }
  return picture;
}

/** What the hub answers to a question, `perPage` moments a page; the cursor is where the page before ended. */
export function pageOf(
  story: readonly Story[],
  question: { clock: PictureClock; from: string; to: string; cursor: string | null },
  perPage: number,
): PictureChangesV1 {
  const [fromMs, toMs] = [Date.parse(question.from), Date.parse(question.to)];
  const afterMs = question.cursor === null ? fromMs : Number(question.cursor);
  const rest = story.filter(({ atMs }) => atMs > afterMs && atMs <= toMs);
  const told = rest.slice(0, perPage);
  const isLast = told.length === rest.length;
  const upToMs = isLast ? toMs : told.at(-1)!.atMs;
  const versions: PictureChangesV1['versions'] = [];
  const [geometries, areas, details] = [[], [], []] as [
    PictureChangesV1['geometries'],
    PictureChangesV1['areas'],
    PictureChangesV1['details'],
  ];
  const indexOf = ({ geometry, area, properties, ...rest }: FeatureV1): number => {
    const put = <T>(list: T[], part: T | null): number | null => (part === null ? null : list.push(part) - 1);
    const compact = {
      geometry: put(geometries, geometry),
      area: put(areas, area),
      detail: details.push(properties) - 1,
    };
    return versions.push({ ...rest, ...compact }) - 1;
  };
  return {
    ...{ clock: question.clock, from: instantFromMillis(fromMs), to: instantFromMillis(toMs), knownAt: null },
    ...{ historyCompleteFrom: instantFromMillis(0), historyCompleteTo: instantFromMillis(toMs) },
    start: question.cursor === null ? [...pictureAt(story, fromMs).values()].map(indexOf) : null,
    changes: told.map(({ atMs, upserts, removes }) => ({
      at: instantFromMillis(atMs),
      upserts: upserts.map(indexOf),
      removes,
    })),
    ...{ geometries, areas, details, versions },
    upTo: instantFromMillis(upToMs),
    next: isLast ? null : String(upToMs),
  };
}
