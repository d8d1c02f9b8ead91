import { Fragment, type ReactNode } from 'react';
import { deviceMark, deviceOfSubject, type Instant } from '@hinomi/contracts';
import { sidesOf, valueText } from '../../../things/attribute-text.js';
import { agencyText, attributeName, inOrder } from '../../../things/describe-thing.js';
import { isOfTheme, type ThingFeature } from '../../../things/thing-feature.js';
import { isLasting, isOld, OLD_AFTER_MS } from '../../../things/value-age.js';
import { useWords } from '../../../words/language-context.js';
import { Ruby } from '../../../words/ruby.js';
import { Moment, Part } from './facts.js';

/** Stand in the panel's head and beside the identifiers already. */
const ELSEWHERE: ReadonlySet<string> = new Set(['name', 'namekana', 'citycode', 'roadname', 'rivername', 'riverkana']);

type Told = ThingFeature['properties']['attributes'][string];

/** Every attribute by its name: what changes, what lasts, and what only this provider has. */
export function ThingAttributes({ feature, hubNowMs }: { feature: ThingFeature; hubNowMs: number }): ReactNode {
  const words = useWords();
  const { things } = words;
  const { attributes } = feature.properties;
  const shown = inOrder(feature).filter((name) => !ELSEWHERE.has(name) || sidesOf(feature, name).length > 0);
  const usual = mostCommon(shown.map((name) => attributes[name] as Told));
  const hasOld = shown.some((name) => isOldValue(name, attributes[name] as Told, hubNowMs));
  const parts = [
    {
      title: things.state,
      names: shown.filter((name) => isOfTheme(feature, name) && !isLasting(name) && !isGoods(name)),
    },
    { title: things.goods, names: shown.filter(isGoods) },
    { title: things.lasting, names: shown.filter((name) => isOfTheme(feature, name) && isLasting(name)) },
    { title: things.otherItems, names: shown.filter((name) => !isOfTheme(feature, name)) },
  ].filter(({ names }) => names.length > 0);
  if (parts.length === 0 || usual === null) {
    return (
      <p className="detail-note">
        <Ruby>{things.noData}</Ruby>
      </p>
    );
  }
  return (
    <>
      <p className="thing-usual">
        {shown.some((name) => !isUsual(attributes[name] as Told, usual)) && (
          <>
            <Ruby>{things.otherwise}</Ruby>{' '}
          </>
        )}
        <Seen agency={usual.agency} observedAt={usual.observedAt} hubNowMs={hubNowMs} />
      </p>
      {hasOld && (
        <p className="detail-note" data-testid="old-values">
          <Ruby>{things.oldNote(words.duration(OLD_AFTER_MS))}</Ruby>
        </p>
      )}
      {parts.map(({ title, names }) => (
        <Part key={title} title={title}>
          <dl className="facts">
            {names.map((name) => (
              <AttributeRow key={name} feature={feature} name={name} usual={usual} hubNowMs={hubNowMs} />
            ))}
          </dl>
        </Part>
      ))}
    </>
  );
}

interface RowProps {
  feature: ThingFeature;
  name: string;
  usual: Told;
  hubNowMs: number;
}

function AttributeRow({ feature, name, usual, hubNowMs }: RowProps): ReactNode {
  const words = useWords();
  const told = feature.properties.attributes[name] as Told;
  const sides = sidesOf(feature, name);
  const old = isOldValue(name, told, hubNowMs);
  return (
    <div className="fact" data-attribute={name} data-old={old} data-conflict={sides.length > 0}>
      <dt data-name={told.title === undefined ? undefined : true}>
        <Ruby>{attributeName(feature, name, words)}</Ruby>
      </dt>
      <dd>
        <Value feature={feature} name={name} told={told} hubNowMs={hubNowMs} old={old} />
        {told.pinned !== undefined && (
          <span className="thing-old">
            <Ruby>{words.things.pinned}</Ruby>
          </span>
        )}
        {sides.length > 0 ? (
          <div className="thing-conflict" data-testid="conflict">
            <p>
              <Ruby>{words.things.disagree}</Ruby>
            </p>
            <ul>
              {sides.map((side) => (
                <li key={`${side.subject ?? side.agency} ${side.observedAt} ${String(side.value)}`}>
                  <Seen agency={side.agency} observedAt={side.observedAt} hubNowMs={hubNowMs} />
                  <DeviceOf subject={side.subject} />
                  <br />
                  <Value feature={feature} name={name} told={side} hubNowMs={hubNowMs} />
                </li>
              ))}
            </ul>
            {feature.layer === 'shelter' && (
              <p>
                <Ruby>{told.pinned === undefined ? words.things.settle : words.things.settled}</Ruby>
              </p>
            )}
          </div>
        ) : (
          !isUsual(told, usual) && (
            <p className="thing-seen">
              <Seen agency={told.agency} observedAt={told.observedAt} hubNowMs={hubNowMs} />
            </p>
          )
        )}
      </dd>
    </div>
  );
}

interface ValueProps {
  feature: ThingFeature;
  name: string;
  told: Pick<Told, 'value' | 'label'>;
  hubNowMs: number;
  old?: boolean;
}

function Value({ feature, name, told, hubNowMs, old = false }: ValueProps): ReactNode {
  const words = useWords();
  const { text, own, wording, unknown } = valueText(feature, name, told, words, hubNowMs);
  return (
    <>
      <span className="thing-value" data-unknown={unknown} {...(own ? { 'data-own': true, lang: 'ja' } : {})}>
        {own ? text : <Ruby>{text}</Ruby>}
      </span>
      {old && (
        <span className="thing-old">
          <Ruby>{words.things.old}</Ruby>
        </span>
      )}
      {wording !== null && (
        <span className="thing-wording">
          <Ruby>{words.things.wording}</Ruby>
          {words.colon}
          <span data-own lang="ja">
            {wording}
          </span>
        </span>
      )}
    </>
  );
}

function Seen({ agency, observedAt, hubNowMs }: { agency: string; observedAt: Instant; hubNowMs: number }): ReactNode {
  const words = useWords();
  return (
    <Fragment>
      <span data-agency>
        <Ruby>{agencyText(agency, words)}</Ruby>
      </span>
      {' · '}
      <Moment at={observedAt} hubNowMs={hubNowMs} />
    </Fragment>
  );
}

/** Two devices of one shelter are one agency: which of them said it. */
function DeviceOf({ subject }: { subject: string | undefined }): ReactNode {
  const words = useWords();
  const device = subject === undefined ? null : deviceOfSubject(subject);
  if (device === null) return null;
  return (
    <>
      {' · '}
      <Ruby>{words.things.device(deviceMark(device))}</Ruby>
    </>
  );
}

/** What a shelter needs by number. */
function isGoods(name: string): boolean {
  return name.startsWith('need_');
}

function isOldValue(name: string, { observedAt }: Told, nowMs: number): boolean {
  return !isLasting(name) && isOld(observedAt, nowMs);
}

function isUsual(told: Told, usual: Told): boolean {
  return told.agency === usual.agency && told.observedAt === usual.observedAt;
}

/** By whom and when most of it was told, so that a sheet of one report says so once. */
function mostCommon(all: readonly Told[]): Told | null {
  const counts = new Map<string, { told: Told; count: number }>();
  for (const told of all) {
    const key = `${told.agency} ${told.observedAt}`;
    const known = counts.get(key);
    counts.set(key, { told: known?.told ?? told, count: (known?.count ?? 0) + 1 });
  }
  const [first] = [...counts.values()].sort((a, b) => b.count - a.count);
  return first?.told ?? null;
}
