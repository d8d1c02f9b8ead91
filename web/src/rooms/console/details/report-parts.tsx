import { Suspense, useEffect, useState, type ReactNode } from 'react';
import type { FeatureV1, SignatureState } from '@hinomi/contracts';
import type { HubApi } from '../../../access/hub-api.js';
import type { HazardGroup } from '../../../hazards/group-hazards.js';
import { agencyText } from '../../../things/describe-thing.js';
import { isThing } from '../../../things/thing-feature.js';
import { useWords } from '../../../words/language-context.js';
import type { Words } from '../../../words/words.js';
import { Ruby } from '../../../words/ruby.js';
import { Fact, Moment, Part } from './facts.js';
import { lazyPart } from '../../../lazy-part.js';

const HistoryPart = lazyPart(() => import('./history-part.js'));

/** What is known of it, version by version. Asked of the hub only once somebody wants it. */
export function History({ group, api, hubNowMs }: { group: HazardGroup; api: HubApi; hubNowMs: number }): ReactNode {
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

export function Sources({ group, hubNowMs }: { group: HazardGroup; hubNowMs: number }): ReactNode {
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
  const relays = [...new Set(group.features.flatMap(({ sources }) => sources.flatMap(({ relay }) => relay ?? [])))];
  const signature = signatureOf(group);
  const signers = [
    ...new Set(group.features.flatMap(({ sources }) => sources.flatMap(({ signedBy }) => signedBy ?? []))),
  ];
  // Those of a thing stand beside each of its values.
  const conflicts = group.features
    .filter((feature) => !isThing(feature))
    .flatMap((feature) => feature.conflicts.map((conflict) => conflictText(conflict, words)));
  return (
    <Part title={words.detail.source}>
      <dl className="facts">
        <Fact name={words.table.agency}>
          <span data-agency>
            <Ruby>{agencies.map((agency) => agencyText(agency, words)).join(words.separator)}</Ruby>
          </span>
        </Fact>
        <Fact name={words.publishers.relay}>
          {relays.length > 0 && (
            <span data-testid="relay">
              <Ruby>{relays.map(words.term).join(words.separator)}</Ruby>
            </span>
          )}
        </Fact>
        <Fact name={words.detail.issuedAt}>
          <Moment at={group.issuedAt} hubNowMs={hubNowMs} />
        </Fact>
        <Fact name={words.detail.recordedAt}>
          <Moment at={recordedAt} hubNowMs={hubNowMs} />
        </Fact>
        <Fact name={words.detail.validUntil}>
          {main.valid.to === null ? (
            !isThing(main) && <Ruby>{words.detail.untilLifted}</Ruby>
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
          {attributions.map((line) => (
            <span key={line} className="credit-line" data-own lang="ja">
              {line}
            </span>
          ))}
        </Fact>
        <Fact name={words.detail.conflicts}>
          {conflicts.length > 0 && <Ruby>{conflicts.join(words.separator)}</Ruby>}
        </Fact>
        <Fact name={words.publishers.unknownPlaces}>
          {'unknownPlaces' in main.properties && (
            <span data-own lang="ja">
              {main.properties.unknownPlaces?.join('、')}
            </span>
          )}
        </Fact>
        <Fact name="ID">
          <code>{main.id}</code>
        </Fact>
        <Fact name={words.publishers.aliases}>
          {main.aliases !== undefined && <code>{main.aliases.join(' ')}</code>}
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

export function CopyId({ id }: { id: string }): ReactNode {
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
