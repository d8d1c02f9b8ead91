import { useState, type ReactNode } from 'react';
import { fromGeoJson, type FeatureHistory, type FeatureVersion } from '@hinomi/contracts';
import type { HubApi } from '../../../access/hub-api.js';
import { compareVersions } from '../../../hazards/compare-versions.js';
import { featureTitle } from '../../../hazards/describe-hazard.js';
import { versionClocks, type Stretch } from '../../../hazards/version-clocks.js';
import type { HazardGroup } from '../../../hazards/group-hazards.js';
import { agencyText } from '../../../things/describe-thing.js';
import { clock } from '../../../words/clock.js';
import { useWords } from '../../../words/language-context.js';
import { plain } from '../../../words/ruby-text.js';
import { Ruby } from '../../../words/ruby.js';
import { Fact } from './facts.js';
import { useHistory } from './use-history.js';

interface HistoryPartProps {
  group: HazardGroup;
  api: HubApi;
  hubNowMs: number;
}

/** What the hub knew about a hazard, and since when: every version, newest first, with both clocks. */
export default function HistoryPart({ group, api, hubNowMs }: HistoryPartProps): ReactNode {
  const words = useWords();
  const [chosen, setChosen] = useState(group.main.id as string);
  const feature = group.features.find(({ id }) => id === chosen) ?? group.main;
  const { asked, again } = useHistory(api, feature);
  return (
    <div className="history" data-testid="history">
      {group.features.length > 1 && (
        <label className="history-choice">
          <span className="visually-hidden">
            <Ruby>{words.table.what}</Ruby>
          </span>
          <select value={feature.id} onChange={(event) => setChosen(event.target.value)}>
            {group.features.map((each) => (
              <option key={each.id} value={each.id}>
                {plain(featureTitle(each, words))}
              </option>
            ))}
          </select>
        </label>
      )}
      {asked === 'waiting' && (
        <p role="status">
          <Ruby>{words.history.loading}</Ruby>
        </p>
      )}
      {asked === 'failed' && (
        <p role="alert">
          <Ruby>{words.history.failed}</Ruby>{' '}
          <button type="button" className="link-button" onClick={again}>
            <Ruby>{words.history.again}</Ruby>
          </button>
        </p>
      )}
      {typeof asked === 'object' && <Versions history={asked} hubNowMs={hubNowMs} />}
    </div>
  );
}

function Versions({ history, hubNowMs }: { history: FeatureHistory; hubNowMs: number }): ReactNode {
  const words = useWords();
  const { versions, historyCompleteTo, historyCompleteFrom } = history;
  return (
    <>
      {versions.length === 0 ? (
        <p>
          <Ruby>{words.history.empty}</Ruby>
        </p>
      ) : (
        <ol className="history-list" reversed>
          {versions
            .map((version, index) => (
              <Version
                key={`${version.feature.properties.version} ${version.knownFrom}`}
                version={version}
                before={versions[index - 1] ?? null}
                clocks={versionClocks(versions, index)}
                hubNowMs={hubNowMs}
              />
            ))
            .reverse()}
        </ol>
      )}
      <p className="history-reach" data-testid="history-reach">
        {historyCompleteTo !== null && (
          <Ruby>{words.history.completeTo(clock(historyCompleteTo, words.language, hubNowMs))}</Ruby>
        )}
        {historyCompleteFrom !== null && (
          <Ruby>{words.history.completeFrom(clock(historyCompleteFrom, words.language, hubNowMs))}</Ruby>
        )}
      </p>
    </>
  );
}

function Version({
  version,
  before,
  clocks,
  hubNowMs,
}: {
  version: FeatureVersion;
  before: FeatureVersion | null;
  clocks: ReturnType<typeof versionClocks>;
  hubNowMs: number;
}): ReactNode {
  const words = useWords();
  const { history } = words;
  const feature = fromGeoJson(version.feature);
  const changes = before === null ? [] : compareVersions(fromGeoJson(before.feature), feature, words, hubNowMs);
  const agencies = [...new Set(feature.sources.map(({ agency }) => agencyText(agency, words)))];
  return (
    <li className="history-version">
      <p className="history-title">
        <strong>
          <Ruby>{history.version(feature.version)}</Ruby>
        </strong>
        {version.removed && (
          <span className="row-level">
            <Ruby>{history.removed}</Ruby>
          </span>
        )}
      </p>
      <dl className="facts">
        <Fact name={history.known}>{clocks && <Between stretch={clocks.known} hubNowMs={hubNowMs} />}</Fact>
        <Fact name={history.valid}>
          {clocks?.valid ? <Between stretch={clocks.valid} hubNowMs={hubNowMs} /> : <Ruby>{history.corrected}</Ruby>}
        </Fact>
        <Fact name={history.sources}>
          <span data-agency>
            <Ruby>{agencies.join(words.separator)}</Ruby>
          </span>
        </Fact>
      </dl>
      {before === null ? (
        <p className="history-note">
          <Ruby>{history.first}</Ruby>
        </p>
      ) : changes.length === 0 ? (
        <p className="history-note">
          <Ruby>{history.nothingChanged}</Ruby>
        </p>
      ) : (
        <ul className="history-changes" aria-label={plain(history.changed)}>
          {changes.map((change) => (
            <li key={change}>
              <Ruby>{change}</Ruby>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

function Between({ stretch: { from, to }, hubNowMs }: { stretch: Stretch; hubNowMs: number }): ReactNode {
  const words = useWords();
  return (
    <>
      <time dateTime={from}>{clock(from, words.language, hubNowMs)}</time>
      {' – '}
      {to === null ? (
        <Ruby>{words.history.still}</Ruby>
      ) : (
        <time dateTime={to}>{clock(to, words.language, hubNowMs)}</time>
      )}
    </>
  );
}
