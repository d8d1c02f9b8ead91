import { useMemo, useState, type FormEvent, type ReactNode } from 'react';
import { THEME_DEFINITIONS, type FeatureV1, type ThingDecision } from '@hinomi/contracts';
import type { HubApi } from '../../../access/hub-api.js';
import { agencyText, attributeName, thingTitle } from '../../../things/describe-thing.js';
import { nearThings } from '../../../things/near-things.js';
import type { ThingFeature } from '../../../things/thing-feature.js';
import { clock } from '../../../words/clock.js';
import { useWords } from '../../../words/language-context.js';
import { plain } from '../../../words/ruby-text.js';
import { Ruby } from '../../../words/ruby.js';
import { Part } from './facts.js';

interface ThingDecisionsProps {
  feature: ThingFeature;
  /** The picture, for what stands close by. */
  features: ReadonlyMap<string, FeatureV1>;
  api: HubApi;
  hubNowMs: number;
}

type Outcome = 'working' | 'done' | 'failed';
type Subject = Extract<ThingDecision, { is: 'pin' }>['thing'];

/** What headquarters decides of a thing: which records are of it, and what holds whatever they say. All of it can be undone. */
export function ThingDecisions({ feature, features, api, hubNowMs }: ThingDecisionsProps): ReactNode {
  const words = useWords();
  const { decisions } = words;
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const members = feature.sources;
  const near = useMemo(() => nearThings(feature, features), [feature, features]);
  const send = (work: () => Promise<unknown>): void => {
    setOutcome('working');
    work().then(
      () => setOutcome('done'),
      () => setOutcome('failed'),
    );
  };
  const decide = (decision: ThingDecision): void =>
    send(() => api.tell('POST', '/api/v1/decisions', { decision, note: '' }));
  const undo = (id: string): void => send(() => api.tell('DELETE', `/api/v1/decisions/${encodeURIComponent(id)}`));
  const busy = outcome === 'working';
  return (
    <Part title={decisions.title}>
      <details className="decisions" data-testid="decisions">
        <summary>
          <Ruby>{decisions.show}</Ruby>
        </summary>
        <p className="decisions-outcome" role="status">
          {outcome !== null && <Ruby>{decisions[outcome]}</Ruby>}
        </p>
        {members.length > 1 && (
          <>
            <h4>
              <Ruby>{decisions.members}</Ruby>
            </h4>
            <ul className="decisions-list">
              {members.map(({ subject, agency }) => (
                <li key={subject}>
                  <span>
                    <span data-agency>
                      <Ruby>{agencyText(agency, words)}</Ruby>
                    </span>{' '}
                    <code>{subject}</code>
                  </span>
                  <button
                    type="button"
                    className="button"
                    disabled={busy}
                    onClick={() =>
                      decide({
                        is: 'never-same',
                        thing: subject,
                        from: members.map((member) => member.subject).filter((other) => other !== subject),
                      })
                    }
                  >
                    <Ruby>{decisions.split}</Ruby>
                  </button>
                </li>
              ))}
            </ul>
          </>
        )}
        {near.length > 0 && (
          <>
            <h4>
              <Ruby>{decisions.near}</Ruby>
            </h4>
            <ul className="decisions-list">
              {near.map(({ thing, meters }) => (
                <li key={thing.id}>
                  <span>
                    <span data-name>
                      <Ruby>{thingTitle(thing, words)}</Ruby>
                    </span>{' '}
                    <Ruby>{decisions.meters(Math.round(meters))}</Ruby>
                    {' · '}
                    <Ruby>{agencyText(thing.sources[0]?.agency ?? '', words)}</Ruby>
                  </span>
                  <button
                    type="button"
                    className="button"
                    disabled={busy}
                    onClick={() => decide({ is: 'same', things: [feature.id, thing.id].map(asSubject) })}
                  >
                    <Ruby>{decisions.join}</Ruby>
                  </button>
                </li>
              ))}
            </ul>
          </>
        )}
        <Pin feature={feature} busy={busy} decide={decide} />
        {(feature.properties.decisions ?? []).length > 0 && (
          <>
            <h4>
              <Ruby>{decisions.inForce}</Ruby>
            </h4>
            <ul className="decisions-list">
              {feature.properties.decisions?.map(({ decisionId, is, at, by }) => (
                <li key={decisionId}>
                  <span>
                    {clock(at, words.language, hubNowMs)} <Ruby>{decisions.is[is]}</Ruby>
                    {' · '}
                    <Ruby>{decisions.by(by)}</Ruby>
                  </span>
                  <button type="button" className="button" disabled={busy} onClick={() => undo(decisionId)}>
                    <Ruby>{decisions.undo}</Ruby>
                  </button>
                </li>
              ))}
            </ul>
          </>
        )}
      </details>
    </Part>
  );
}

interface PinProps {
  feature: ThingFeature;
  busy: boolean;
  decide: (decision: ThingDecision) => void;
}

/** Values that are words of a list are chosen; others are typed, and a number is sent as one. */
function Pin({ feature, busy, decide }: PinProps): ReactNode {
  const words = useWords();
  const { decisions } = words;
  const { attributes } = THEME_DEFINITIONS[feature.properties.theme];
  const names = [...new Set([...Object.keys(attributes), ...Object.keys(feature.properties.attributes)])];
  const [name, setName] = useState(names[0] ?? '');
  const [written, setWritten] = useState('');
  if (names.length === 0) return null;
  const definition = attributes[name];
  const codes: Readonly<Record<string, string>> = words.things.codes;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const text = written.trim();
    const isNumber = definition?.type === 'integer' || definition?.type === 'number';
    const number = Number(text.normalize('NFKC'));
    const value = text === '' ? null : isNumber && Number.isFinite(number) ? number : text;
    decide({ is: 'pin', thing: asSubject(feature.id), attribute: name, value });
    setWritten('');
  };
  return (
    <form className="decisions-pin" onSubmit={submit}>
      <h4>
        <Ruby>{decisions.pin}</Ruby>
      </h4>
      <label>
        <span>
          <Ruby>{decisions.attribute}</Ruby>
        </span>
        <select
          value={name}
          onChange={({ target }) => {
            setName(target.value);
            setWritten('');
          }}
        >
          {names.map((each) => (
            <option key={each} value={each} lang={attributes[each] === undefined ? 'ja' : undefined}>
              {plain(attributeName(feature, each, words))}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>
          <Ruby>{decisions.value}</Ruby>
        </span>
        {definition?.codes === undefined ? (
          <input
            value={written}
            inputMode={definition?.type === 'integer' ? 'numeric' : 'text'}
            placeholder={plain(decisions.valueUnknown)}
            onChange={({ target }) => setWritten(target.value)}
          />
        ) : (
          <select value={written} onChange={({ target }) => setWritten(target.value)}>
            <option value="">{plain(words.unknown)}</option>
            {definition.codes.map((code) => (
              <option key={code} value={code}>
                {plain(codes[code] ?? code)}
              </option>
            ))}
          </select>
        )}
      </label>
      <button type="submit" className="button" disabled={busy}>
        <Ruby>{decisions.pinThis}</Ruby>
      </button>
    </form>
  );
}

/** A thing goes by any id it is known by. */
function asSubject(id: string): Subject {
  return id as Subject;
}
