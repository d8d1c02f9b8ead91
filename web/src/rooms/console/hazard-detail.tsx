import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react';
import type { FeatureV1, SignatureState } from '@hinomi/contracts';
import type { HubApi } from '../../access/hub-api.js';
import { groupArea, groupNote, groupTitle } from '../../hazards/describe-hazard.js';
import type { HazardGroup } from '../../hazards/group-hazards.js';
import { useWords } from '../../words/language-context.js';
import type { Words } from '../../words/words.js';
import { Ruby } from '../../words/ruby.js';
import { AlertDetail } from './details/alert-detail.js';
import { EewDetail } from './details/eew-detail.js';
import { EarthquakeDetail } from './details/earthquake-detail.js';
import { Fact, Moment, OwnText, Part } from './details/facts.js';
import { GdacsDetail } from './details/gdacs-detail.js';
import { SensorDetail } from './details/sensor-detail.js';
import { AshDetail, TyphoonDetail, VolcanoDetail } from './details/nature-detail.js';
import { TsunamiDetail } from './details/tsunami-detail.js';
import { WarningDetail } from './details/warning-detail.js';
import { SeverityMark } from './icons.js';
import { Panel } from './panel.js';

const HistoryPart = lazy(() => import('./details/history-part.js'));

interface HazardDetailProps {
  group: HazardGroup;
  api: HubApi;
  hubNowMs: number;
  close: () => void;
  back?: (() => void) | undefined;
  showOnMap: (() => void) | null;
}

/** These details show the words of their source themselves, in their own language. */
const OWN_TEXTS: ReadonlySet<string> = new Set(['alert', 'gdacs']);

const NO_TEXTS = { headline: '', text: '' };

/** Everything about one hazard, in the source's own words first. */
export function HazardDetail({ group, api, hubNowMs, close, back, showOnMap }: HazardDetailProps): ReactNode {
  const words = useWords();
  const { main, worst } = group;
  const { properties } = main;
  if (properties.type !== 'sensor' && !('headline' in properties)) return null;
  const { headline, text } = properties.type === 'sensor' ? NO_TEXTS : properties;
  const note = groupNote(group, words);
  const approximate = group.features.some(({ area }) => area?.approximate ?? false);
  return (
    <Panel title={groupTitle(group, words)} close={close} back={back}>
      <div className="detail-lead" data-severity={group.severity}>
        <SeverityMark severity={group.severity} />
        <div>
          <p className="detail-severity">
            <Ruby>{words.severity[group.severity] ?? ''}</Ruby>
            {worst.levelEquivalent !== null && (
              <span className="row-level">
                <Ruby>{words.levelEquivalent(worst.levelEquivalent)}</Ruby>
              </span>
            )}
            {note !== null && (
              <span className="detail-strength">
                <Ruby>{note}</Ruby>
              </span>
            )}
          </p>
          <p className="detail-where">
            <Ruby>{groupArea(group, words)}</Ruby>
          </p>
        </div>
      </div>
      {main.exercise !== null && (
        <p className="detail-exercise">
          <Ruby>{words.detail.exercise}</Ruby>
        </p>
      )}
      {headline !== '' && !OWN_TEXTS.has(properties.type) && (
        <p className="detail-headline" data-own lang="ja">
          {headline}
        </p>
      )}
      {properties.type === 'earthquake' && <EarthquakeDetail group={group} hubNowMs={hubNowMs} />}
      {(properties.type === 'tsunami' || properties.type === 'tsunami-coast') && (
        <TsunamiDetail group={group} hubNowMs={hubNowMs} />
      )}
      {(properties.type === 'weather-warning' || properties.type === 'river-flood') && <WarningDetail group={group} />}
      {properties.type === 'eew' && <EewDetail group={group} hubNowMs={hubNowMs} />}
      {properties.type === 'typhoon' && <TyphoonDetail group={group} hubNowMs={hubNowMs} />}
      {properties.type === 'volcano' && <VolcanoDetail group={group} hubNowMs={hubNowMs} />}
      {properties.type === 'ash' && <AshDetail group={group} hubNowMs={hubNowMs} />}
      {properties.type === 'alert' && <AlertDetail group={group} />}
      {properties.type === 'sensor' && <SensorDetail group={group} hubNowMs={hubNowMs} />}
      {properties.type === 'gdacs' && <GdacsDetail group={group} hubNowMs={hubNowMs} />}
      {text.trim() !== '' && !OWN_TEXTS.has(properties.type) && (
        <Part title={words.detail.ownText}>
          <OwnText text={text} />
        </Part>
      )}
      {approximate && (
        <p className="detail-note">
          <Ruby>{words.detail.approximate}</Ruby>
        </p>
      )}
      <Sources group={group} hubNowMs={hubNowMs} />
      <History group={group} api={api} hubNowMs={hubNowMs} />
      <div className="detail-actions">
        {showOnMap && (
          <button type="button" className="button" onClick={showOnMap}>
            <Ruby>{words.detail.showOnMap}</Ruby>
          </button>
        )}
        <CopyId id={main.id} />
      </div>
    </Panel>
  );
}

/** Asked of the hub only once somebody wants it. */
function History({ group, api, hubNowMs }: { group: HazardGroup; api: HubApi; hubNowMs: number }): ReactNode {
  const words = useWords();
  const [open, setOpen] = useState(false);
  return (
    <Part title={words.history.title}>
      <details className="history-fold" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary data-testid="show-history">
          <Ruby>{words.history.show}</Ruby>
        </summary>
        {open && (
          <Suspense fallback={null}>
            <HistoryPart group={group} api={api} hubNowMs={hubNowMs} />
          </Suspense>
        )}
      </details>
    </Part>
  );
}

function Sources({ group, hubNowMs }: { group: HazardGroup; hubNowMs: number }): ReactNode {
  const words = useWords();
  const { main } = group;
  const attributions = [
    ...new Set(group.features.flatMap(({ sources }) => sources.map(({ attribution }) => attribution))),
  ];
  const agencies = [...new Set(group.features.flatMap(({ sources }) => sources.map(({ agency }) => agency)))];
  const recordedAt = group.features.reduce(
    (latest, feature) => (feature.recordedAt > latest ? feature.recordedAt : latest),
    main.recordedAt,
  );
  const signature = signatureOf(group);
  const signers = [
    ...new Set(group.features.flatMap(({ sources }) => sources.flatMap(({ signedBy }) => signedBy ?? []))),
  ];
  const conflicts = group.features.flatMap((feature) =>
    feature.conflicts.map((conflict) => conflictText(conflict, words)),
  );
  return (
    <Part title={words.detail.source}>
      <dl className="facts">
        <Fact name={words.table.agency}>
          <span data-agency>
            <Ruby>{agencies.map(words.term).join(words.separator)}</Ruby>
          </span>
        </Fact>
        <Fact name={words.detail.issuedAt}>
          <Moment at={group.issuedAt} hubNowMs={hubNowMs} />
        </Fact>
        <Fact name={words.detail.recordedAt}>
          <Moment at={recordedAt} hubNowMs={hubNowMs} />
        </Fact>
        <Fact name={words.detail.validUntil}>
          {main.layer === 'sensor' ? null : main.valid.to === null ? (
            <Ruby>{words.detail.untilLifted}</Ruby>
          ) : (
            <Moment at={main.valid.to} hubNowMs={hubNowMs} />
          )}
        </Fact>
        <Fact name={words.publishers.signature}>
          {(main.layer === 'alert' || signature !== undefined) && (
            <span data-testid="signature">
              <Ruby>
                {signature === undefined
                  ? words.publishers.signatureMissing
                  : words.publishers.signatureState[signature]}
              </Ruby>
              {signature === 'verified' && signers.length > 0 && <span data-own> ({signers.join(', ')})</span>}
            </span>
          )}
        </Fact>
        <Fact name={words.map.attribution}>
          <span data-own lang="ja">
            {attributions.join('、')}
          </span>
        </Fact>
        <Fact name={words.detail.conflicts}>
          {conflicts.length > 0 && <Ruby>{conflicts.join(words.separator)}</Ruby>}
        </Fact>
        <Fact name="ID">
          <code>{main.id}</code>
        </Fact>
      </dl>
    </Part>
  );
}

/** One report that nobody could check, or that is not signed, makes the whole so. */
function signatureOf({ features }: HazardGroup): SignatureState | undefined {
  const states = features.flatMap(({ sources }) => sources.map(({ signature }) => signature));
  if (states.includes(undefined)) return undefined;
  return states.includes('unchecked') ? 'unchecked' : states[0];
}

const FIELD_WORDS = { magnitude: 'magnitude', depth: 'depth', hypocentre: 'hypocentre' } as const;

/** What each source says of it, e.g. 規模 7.6（気象庁）/ 7.0（USGS）. */
function conflictText({ field, values }: FeatureV1['conflicts'][number], words: Words): string {
  const name = Object.hasOwn(FIELD_WORDS, field) ? words.detail[FIELD_WORDS[field as keyof typeof FIELD_WORDS]] : field;
  const said = values.map((entry) => {
    const { agency = '', value = '' } = entry as { agency?: string; value?: unknown };
    const text = Array.isArray(value)
      ? [...value]
          .reverse()
          .map((part) => Number(part).toFixed(2))
          .join(', ')
      : value;
    return `${String(text)} (${words.term(agency)})`;
  });
  return `${name}: ${said.join(' / ')}`;
}

const COPIED_MS = 3_000;

function CopyId({ id }: { id: string }): ReactNode {
  const words = useWords();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), COPIED_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  // Plain HTTP beyond loopback has no clipboard; the ID stands above to be selected.
  if (!('clipboard' in navigator)) return null;
  return (
    <button
      type="button"
      className="button"
      onClick={() =>
        navigator.clipboard.writeText(id).then(
          () => setCopied(true),
          () => setCopied(false),
        )
      }
    >
      <span aria-live="polite">
        <Ruby>{copied ? words.detail.copied : words.detail.copyId}</Ruby>
      </span>
    </button>
  );
}
