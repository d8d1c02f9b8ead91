import type { ReactNode } from 'react';
import { TSUNAMI_CATEGORIES, type CoastForecast, type FirstWave, type TsunamiObservation } from '@hinomi/contracts';
import { coastName, heightText } from '../../../hazards/describe-hazard.js';
import type { HazardGroup } from '../../../hazards/group-hazards.js';
import { clock } from '../../../words/clock.js';
import { useWords } from '../../../words/language-context.js';
import { plain } from '../../../words/ruby-text.js';
import { Ruby } from '../../../words/ruby.js';
import { CoastSwatch } from '../swatches.js';
import { OwnText, Part } from './facts.js';

export function TsunamiDetail({ group, hubNowMs }: { group: HazardGroup; hubNowMs: number }): ReactNode {
  const words = useWords();
  const coasts = group.features.flatMap(({ properties }) => (properties.type === 'tsunami-coast' ? [properties] : []));
  const { properties } = group.main;
  const offshore = properties.type === 'tsunami' ? properties.offshore : [];
  const comments = properties.type === 'tsunami' ? properties.comments : [];
  const observations = coasts.flatMap((coast) => coast.observations);
  const rows = coasts
    .map(({ coast }) => coast)
    .sort((a, b) => TSUNAMI_CATEGORIES.indexOf(b.category) - TSUNAMI_CATEGORIES.indexOf(a.category) || byCode(a, b));
  return (
    <>
      <Part title={words.detail.coasts}>
        <div className="scroll-x" tabIndex={0} role="group" aria-label={plain(words.detail.coasts)}>
          <table className="detail-table">
            <thead>
              <tr>
                <Head>{words.detail.coast}</Head>
                <Head>{words.detail.category}</Head>
                <Head>{words.detail.firstWave}</Head>
                <Head>{words.detail.height}</Head>
              </tr>
            </thead>
            <tbody>
              {rows.map((coast) => (
                <tr key={coast.code}>
                  <th scope="row">
                    <Ruby>{coastName(coast, words)}</Ruby>
                  </th>
                  <td>
                    <span className="coast-category">
                      {coast.category !== 'none' && <CoastSwatch category={coast.category} />}
                      <span>
                        <Ruby>{words.tsunami[coast.category]}</Ruby>
                      </span>
                    </span>
                  </td>
                  <td>
                    <Wave wave={coast.firstWave} hubNowMs={hubNowMs} />
                  </td>
                  <td>
                    <Height height={coast.maxHeight} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Part>
      {observations.length > 0 && (
        <Observations title={words.detail.observations} observations={observations} hubNowMs={hubNowMs} />
      )}
      {offshore.length > 0 && (
        <Observations title={words.detail.offshore} observations={offshore} hubNowMs={hubNowMs} />
      )}
      {comments.length > 0 && (
        <Part title={words.detail.comments}>
          {comments.map((comment) => (
            <OwnText key={comment} text={comment} />
          ))}
        </Part>
      )}
    </>
  );
}

function byCode(a: CoastForecast, b: CoastForecast): number {
  return a.code < b.code ? -1 : 1;
}

function Head({ children }: { children: string }): ReactNode {
  return (
    <th scope="col">
      <Ruby>{children}</Ruby>
    </th>
  );
}

function Wave({ wave, hubNowMs }: { wave: FirstWave | null; hubNowMs: number }): ReactNode {
  const words = useWords();
  if (wave === null) return '—';
  return (
    <>
      {wave.arrivalTime !== null && (
        <time dateTime={wave.arrivalTime}>{clock(wave.arrivalTime, words.language, hubNowMs)}</time>
      )}
      {wave.condition !== null && (
        <span className="wave-condition">
          <Ruby>{words.term(wave.condition)}</Ruby>
        </span>
      )}
      {wave.arrivalTime === null && wave.condition === null && '—'}
    </>
  );
}

function Height({ height }: { height: CoastForecast['maxHeight'] }): ReactNode {
  const words = useWords();
  if (height === null) return '—';
  return <Ruby>{heightText(height, words)}</Ruby>;
}

function Observations({
  title,
  observations,
  hubNowMs,
}: {
  title: string;
  observations: readonly TsunamiObservation[];
  hubNowMs: number;
}): ReactNode {
  const words = useWords();
  return (
    <Part title={title}>
      <table className="detail-table">
        <thead>
          <tr>
            <Head>{words.detail.station}</Head>
            <Head>{words.detail.firstWave}</Head>
            <Head>{words.table.what}</Head>
          </tr>
        </thead>
        <tbody>
          {observations.map(({ station, firstWave, maxHeight, maxHeightAt }) => (
            <tr key={station.code}>
              <th scope="row">
                <Ruby>{words.place({ name: station.name })}</Ruby>
              </th>
              <td>
                <Wave wave={firstWave} hubNowMs={hubNowMs} />
              </td>
              <td>
                <Height height={maxHeight} />
                {maxHeightAt !== null && (
                  <time className="fact-age" dateTime={maxHeightAt}>
                    {clock(maxHeightAt, words.language, hubNowMs)}
                  </time>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  );
}
