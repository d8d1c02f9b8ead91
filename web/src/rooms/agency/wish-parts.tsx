import type { ReactNode } from 'react';
import { DELIVERY_FORMATS, LAYERS, type HubStatus, type Layer, type Severity } from '@hinomi/contracts';
import type { HubApi } from '../../access/hub-api.js';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';
import type { SketchAct } from './area-sketch.js';
import { CodesField } from './codes-field.js';
import { layerName, type Vocabulary } from './describe-subscription.js';
import { DrawField } from './draw-field.js';
import { Choice, FieldSet, FormField, type Problems } from './form-parts.js';
import { AREA_KINDS, type WishChannel, type WishDraft } from './wish-draft.js';

interface PartProps {
  vocabulary: Vocabulary;
  draft: WishDraft;
  put: (part: Partial<WishDraft>) => void;
  problems: Problems;
}

const SEVERITIES: readonly Severity[] = [0, 1, 2, 3, 4, 5];

function Section({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    <section className="agency-section">
      <h2>
        <Ruby>{title}</Ruby>
      </h2>
      {children}
    </section>
  );
}

export function WhoPart({ vocabulary: { agency }, draft, put, problems }: PartProps): ReactNode {
  const text = agency.form;
  const hints = { organisation: undefined, purpose: text.purposeHint, contact: text.contactHint };
  return (
    <Section title={text.who}>
      <div className="agency-fields">
        {(['organisation', 'contact', 'purpose'] as const).map((name) => {
          const hint = hints[name];
          return (
            <FormField
              key={name}
              {...{ name, problems, agency }}
              label={text[name]}
              {...(hint !== undefined && { hint })}
            >
              {(aria) => (
                <input
                  {...aria}
                  name={name}
                  required
                  maxLength={name === 'purpose' ? 500 : 200}
                  value={draft[name]}
                  onChange={(event) => put({ [name]: event.target.value })}
                />
              )}
            </FormField>
          );
        })}
      </div>
    </Section>
  );
}

export function WhatPart({ vocabulary, draft, put, problems }: PartProps): ReactNode {
  const { agency, words } = vocabulary;
  const text = agency.form;
  const { layers } = draft;
  const offered = LAYERS.filter((layer) => layer in words.layers);
  const toggle = (layer: Layer): void => {
    const chosen = new Set(layers ?? []);
    if (!chosen.delete(layer)) chosen.add(layer);
    put({ layers: offered.filter((each) => chosen.has(each)) });
  };
  return (
    <Section title={text.what}>
      <FieldSet name="layers" label={text.layers} {...{ problems, agency }}>
        <Choice
          name="layers"
          options={[
            ['all', text.allLayers],
            ['some', text.someLayers],
          ]}
          value={layers === null ? 'all' : 'some'}
          choose={(kind) => put({ layers: kind === 'all' ? null : [] })}
        />
        {layers !== null && (
          <>
            <div className="agency-layers">
              {offered.map((layer) => (
                <label key={layer} className="check">
                  <input
                    type="checkbox"
                    name="layer"
                    value={layer}
                    checked={layers.includes(layer)}
                    onChange={() => toggle(layer)}
                  />
                  <span>
                    <Ruby>{layerName(layer, words)}</Ruby>
                  </span>
                </label>
              ))}
            </div>
            <div className="agency-buttons">
              <button type="button" className="button button-small" onClick={() => put({ layers: offered })}>
                <Ruby>{text.selectAll}</Ruby>
              </button>
              <button type="button" className="button button-small" onClick={() => put({ layers: [] })}>
                <Ruby>{text.selectNone}</Ruby>
              </button>
            </div>
          </>
        )}
      </FieldSet>
      <div className="agency-fields">
        <FormField name="severity" label={text.severity} {...{ problems, agency }}>
          {(aria) => (
            <select
              {...aria}
              name="severity"
              value={draft.minSeverity}
              onChange={(event) => put({ minSeverity: SEVERITIES[event.target.selectedIndex] ?? 0 })}
            >
              {SEVERITIES.map((severity) => (
                <option key={severity} value={severity}>
                  {plain(severity === 0 ? agency.anySeverity : agency.atLeast(words.severity[severity] ?? ''))}
                </option>
              ))}
            </select>
          )}
        </FormField>
        <fieldset className="agency-set">
          <legend className="field-label">
            <Ruby>{text.exercise}</Ruby>
          </legend>
          <Choice
            name="exercise"
            options={[
              ['real', agency.real],
              ['drill', agency.drill],
            ]}
            value={draft.exercise ? 'drill' : 'real'}
            choose={(world) => put({ exercise: world === 'drill' })}
          />
          <span className="field-hint">
            <Ruby>{text.exerciseHint}</Ruby>
          </span>
        </fieldset>
      </div>
    </Section>
  );
}

interface WhereProps extends PartProps {
  api: HubApi;
  status: HubStatus;
  act: (act: SketchAct) => void;
}

export function WherePart({ vocabulary, draft, put, problems, api, status, act }: WhereProps): ReactNode {
  const { agency } = vocabulary;
  const text = agency.form;
  return (
    <Section title={text.where}>
      <FieldSet name="area" label={text.where} {...{ problems, agency }}>
        <Choice
          name="area"
          options={AREA_KINDS.map((kind) => [kind, text.areaKinds[kind]] as const)}
          value={draft.area}
          choose={(area) => put({ area })}
        />
        {draft.area === 'municipalities' && (
          <CodesField vocabulary={vocabulary} codes={draft.codes} choose={(codes) => put({ codes })} />
        )}
        {draft.area === 'drawn' && <DrawField {...{ api, status, vocabulary, act }} sketch={draft.sketch} />}
      </FieldSet>
    </Section>
  );
}

interface HowProps extends PartProps {
  channels: readonly WishChannel[];
}

export function HowPart({ vocabulary: { agency }, draft, put, problems, channels }: HowProps): ReactNode {
  const text = agency.form;
  return (
    <Section title={text.how}>
      <FieldSet name="channel" label={text.channel} {...{ problems, agency }}>
        <Choice
          name="channel"
          options={channels.map((channel) => [channel, agency.channels[channel], text.channelMore[channel]] as const)}
          value={draft.channel}
          choose={(channel) => put({ channel })}
        />
      </FieldSet>
      <div className="agency-fields">
        {draft.channel === 'webhook' && (
          <>
            <FormField name="url" label={text.url} hint={text.urlHint} {...{ problems, agency }}>
              {(aria) => (
                <input
                  {...aria}
                  name="url"
                  type="url"
                  spellCheck={false}
                  autoComplete="off"
                  value={draft.url}
                  onChange={(event) => put({ url: event.target.value })}
                />
              )}
            </FormField>
            <FormField name="batch" label={text.batch} hint={text.batchHint} {...{ problems, agency }}>
              {(aria) => (
                <input
                  {...aria}
                  name="batch"
                  inputMode="numeric"
                  autoComplete="off"
                  value={draft.batch}
                  onChange={(event) => put({ batch: event.target.value })}
                />
              )}
            </FormField>
          </>
        )}
        <FormField name="format" label={text.format} {...{ problems, agency }}>
          {(aria) => (
            <select
              {...aria}
              name="format"
              value={draft.format}
              onChange={(event) => put({ format: DELIVERY_FORMATS[event.target.selectedIndex] ?? 'cloudevents' })}
            >
              {DELIVERY_FORMATS.map((format) => (
                <option key={format} value={format}>
                  {agency.formats[format]}
                </option>
              ))}
            </select>
          )}
        </FormField>
        <FormField name="until" label={text.until} hint={text.untilHint} {...{ problems, agency }}>
          {(aria) => (
            <input
              {...aria}
              name="until"
              type="date"
              value={draft.until}
              onChange={(event) => put({ until: event.target.value })}
            />
          )}
        </FormField>
      </div>
    </Section>
  );
}
