import type { ReactNode } from 'react';
import type { HubApi } from '../../../access/hub-api.js';
import { agencyText } from '../../../things/describe-thing.js';
import { shelterCourse, type CountSeen, type OpenPeriod } from '../../../things/shelter-course.js';
import type { ThingFeature } from '../../../things/thing-feature.js';
import { clock } from '../../../words/clock.js';
import { useWords } from '../../../words/language-context.js';
import { plain } from '../../../words/ruby-text.js';
import { Ruby } from '../../../words/ruby.js';
import { useHistory } from './use-history.js';

interface CoursePartProps {
  feature: ThingFeature;
  api: HubApi;
  hubNowMs: number;
}

/** When a shelter was open, and how many were there at each moment that somebody told: a picture, and the same as a table. */
export default function CoursePart({ feature, api, hubNowMs }: CoursePartProps): ReactNode {
  const words = useWords();
  const { asked, again } = useHistory(api, feature);
  if (asked === 'waiting') {
    return (
      <p role="status">
        <Ruby>{words.history.loading}</Ruby>
      </p>
    );
  }
  if (asked === 'failed') {
    return (
      <p role="alert">
        <Ruby>{words.history.failed}</Ruby>{' '}
        <button type="button" className="link-button" onClick={again}>
          <Ruby>{words.history.again}</Ruby>
        </button>
      </p>
    );
  }
  const { periods, counts } = shelterCourse(asked);
  return (
    <div data-testid="course">
      <Periods periods={periods} hubNowMs={hubNowMs} />
      {counts.length === 0 ? (
        <p>
          <Ruby>{words.things.course.noCounts}</Ruby>
        </p>
      ) : (
        <>
          <Chart counts={counts} hubNowMs={hubNowMs} />
          <CountTable counts={counts} hubNowMs={hubNowMs} />
        </>
      )}
    </div>
  );
}

function Periods({ periods, hubNowMs }: { periods: readonly OpenPeriod[]; hubNowMs: number }): ReactNode {
  const words = useWords();
  const { course } = words.things;
  const time = (instant: string): string => clock(instant, words.language, hubNowMs);
  if (periods.length === 0) {
    return (
      <p>
        <Ruby>{course.neverOpen}</Ruby>
      </p>
    );
  }
  return (
    <ol className="course-periods" data-testid="open-periods">
      {periods.map(({ from, to, agency, closedBy }) => (
        <li key={from}>
          <strong>
            <Ruby>{to === null ? course.openSince(time(from)) : course.openFromTo(time(from), time(to))}</Ruby>
          </strong>
          <small data-agency>
            <Ruby>
              {[...new Set([agency, closedBy ?? agency])].map((each) => agencyText(each, words)).join(words.separator)}
            </Ruby>
          </small>
        </li>
      ))}
    </ol>
  );
}

const [WIDTH, HEIGHT, PAD] = [320, 96, 6];

/** A step for each count: between two of them nobody said anything else. A gap where it was not known. */
function Chart({ counts, hubNowMs }: { counts: readonly CountSeen[]; hubNowMs: number }): ReactNode {
  const words = useWords();
  const { course } = words.things;
  const times = counts.map(({ at }) => Date.parse(at));
  const [first = 0] = times;
  const span = Math.max(1, Math.max(hubNowMs, times.at(-1) ?? 0) - first);
  const most = Math.max(1, ...counts.map(({ people }) => people ?? 0));
  const x = (ms: number): number => PAD + ((ms - first) / span) * (WIDTH - 2 * PAD);
  const y = (people: number): number => HEIGHT - PAD - (people / most) * (HEIGHT - 2 * PAD);
  const steps = counts.flatMap(({ people }, index) => {
    if (people === null) return [];
    const [from, to] = [x(times[index] ?? first), x(times[index + 1] ?? hubNowMs)];
    const next = counts[index + 1]?.people;
    const rise = next === undefined || next === null ? '' : ` V${y(next).toFixed(1)}`;
    return [`M${from.toFixed(1)} ${y(people).toFixed(1)} H${Math.max(from, to).toFixed(1)}${rise}`];
  });
  const last = counts.at(-1);
  const summary = course.summary(
    clock(counts[0]?.at ?? '', words.language, hubNowMs),
    clock(last?.at ?? '', words.language, hubNowMs),
    most.toLocaleString('ja-JP'),
    last?.people?.toLocaleString('ja-JP') ?? null,
  );
  return (
    <figure className="course-chart">
      <span className="course-most" aria-hidden="true">
        <Ruby>{words.things.people(most.toLocaleString('ja-JP'), null)}</Ruby>
      </span>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={plain(summary)} preserveAspectRatio="none">
        <line className="course-base" x1={0} x2={WIDTH} y1={HEIGHT - PAD} y2={HEIGHT - PAD} />
        <path className="course-line" d={steps.join(' ')} />
      </svg>
      <figcaption>
        <span>{clock(counts[0]?.at ?? '', words.language, hubNowMs)}</span>
        <span>
          <Ruby>{course.now}</Ruby>
        </span>
      </figcaption>
    </figure>
  );
}

function CountTable({ counts, hubNowMs }: { counts: readonly CountSeen[]; hubNowMs: number }): ReactNode {
  const words = useWords();
  const { course } = words.things;
  return (
    <details className="history-fold">
      <summary data-testid="show-counts">
        <Ruby>{course.table}</Ruby>
      </summary>
      <table className="course-table">
        <thead>
          <tr>
            <th scope="col">
              <Ruby>{course.seenAt}</Ruby>
            </th>
            <th scope="col">
              <Ruby>{course.count}</Ruby>
            </th>
            <th scope="col">
              <Ruby>{words.history.sources}</Ruby>
            </th>
          </tr>
        </thead>
        <tbody>
          {counts
            .map(({ at, people, agency }) => (
              <tr key={at}>
                <td>
                  <time dateTime={at}>{clock(at, words.language, hubNowMs)}</time>
                </td>
                <td>{people === null ? <Ruby>{words.unknown}</Ruby> : people.toLocaleString('ja-JP')}</td>
                <td data-agency>
                  <Ruby>{agencyText(agency, words)}</Ruby>
                </td>
              </tr>
            ))
            .reverse()}
        </tbody>
      </table>
    </details>
  );
}
