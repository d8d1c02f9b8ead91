import { memo, useMemo, useState, type ReactNode } from 'react';
import type { Layer } from '@hinomi/contracts';
import { numbersText, stateText, thingPlace, thingTitle } from '../../things/describe-thing.js';
import { searchThings, type ThingList } from '../../things/list-things.js';
import { dangerOf, THING_LAYERS, type ThingFeature, type ThingLayer } from '../../things/thing-feature.js';
import { isOld } from '../../things/value-age.js';
import { SITE_LAYERS } from '../../map/site-layers.js';
import { useWords } from '../../words/language-context.js';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';
import { Icon } from './icons.js';
import { SilentChip } from './silent-chip.js';
import { SignOf, ThingSign } from './thing-sign.js';
import type { CalmThings } from './use-calm-things.js';

interface ThingsPartProps {
  lists: readonly ThingList[];
  calm: CalmThings;
  /** Of each layer, whatever the filter says. */
  counts: Readonly<Record<Layer, number>>;
  shownLayers: ReadonlySet<Layer>;
  toggleLayer: (layer: ThingLayer) => void;
  selectedId: string | null;
  select: (id: string) => void;
  now: number;
}

/** The first rows of each layer, so that the list is an overview; more come by the press, as many as a page bears. */
const ROWS_SHOWN = 5;
const ROWS_MORE = 100;

/** What providers report of shelters, roads and facilities: below the hazards, quiet until somebody looks. */
export function ThingsPart(props: ThingsPartProps): ReactNode {
  const words = useWords();
  const { lists, counts, shownLayers } = props;
  const [typed, setTyped] = useState('');
  const layers = THING_LAYERS.filter((layer) => counts[layer] > 0 || IN_TILES.has(layer));
  const found = useMemo(
    () =>
      lists.map(({ layer, active, quiet }) => ({
        layer,
        active: searchThings(active, typed),
        quiet: searchThings(quiet, typed),
      })),
    [lists, typed],
  );
  const matching = found.filter(({ active, quiet }) => active.length + quiet.length > 0);
  const total = layers.reduce((sum, layer) => sum + counts[layer], 0);
  return (
    <section className="things" aria-labelledby="things-title" data-testid="things">
      <h2 className="panel-subheading things-title" id="things-title">
        <Ruby>{words.things.title}</Ruby>
        <span className="panel-count" data-testid="things-count">
          <Ruby>{words.list.count(total)}</Ruby>
        </span>
      </h2>
      <div className="things-tools">
        <input
          type="search"
          className="things-search"
          value={typed}
          placeholder={plain(words.things.search)}
          aria-label={plain(words.things.search)}
          data-testid="things-search"
          onChange={(event) => setTyped(event.target.value)}
        />
        <fieldset className="filter-layers">
          <legend className="visually-hidden">
            <Ruby>{words.filter.layers}</Ruby>
          </legend>
          {layers.map((layer) => (
            <label key={layer} className="filter-chip" data-layer={layer}>
              <input type="checkbox" checked={shownLayers.has(layer)} onChange={() => props.toggleLayer(layer)} />
              <span>
                <Ruby>{words.layers[layer]}</Ruby>
              </span>
              <span className="filter-count" data-zero={counts[layer] === 0}>
                {counts[layer]}
              </span>
            </label>
          ))}
        </fieldset>
      </div>
      {typed.trim() !== '' && matching.length === 0 && (
        <p className="panel-hidden" role="status">
          <Ruby>{words.things.noMatch}</Ruby>
        </p>
      )}
      <AskCalm calm={props.calm} />
      {matching.map(({ layer, active, quiet }) => (
        <details key={layer} className="panel-fold" open data-things={layer}>
          <summary>
            <span className="things-layer">
              <ThingSign glyph={LAYER_GLYPH[layer]} />
              <Ruby>{words.layers[layer]}</Ruby>
            </span>
            <span className="panel-count">
              <Ruby>{words.list.count(active.length + quiet.length)}</Ruby>
            </span>
          </summary>
          <Rows things={active} {...props} />
          {quiet.length > 0 && <QuietFold things={quiet} searching={typed.trim() !== ''} {...props} />}
        </details>
      ))}
    </section>
  );
}

/** Drawn also while none of them calls for attention, so there is always something to switch off. */
const IN_TILES: ReadonlySet<Layer> = new Set(SITE_LAYERS);

/** The calm places, which only the map shows until somebody asks. */
export function AskCalm({ calm }: { calm: CalmThings }): ReactNode {
  const { calm: text } = useWords().things;
  const { state, ask } = calm;
  const said = state === 'listed' ? text.listed(calm.things.size) : state === 'none' ? '' : text[state];
  return (
    <div className="things-calm" data-calm={state}>
      <button type="button" className="link-button" data-testid="ask-calm" onClick={ask}>
        <Ruby>{text.ask}</Ruby>
      </button>
      <p role="status">
        <Ruby>{said}</Ruby>
      </p>
    </div>
  );
}

export const LAYER_GLYPH = {
  shelter: 'shelter',
  facility: 'hospital',
  resource: 'supply-base',
  road: 'road-closed',
  lifeline: 'water-outage',
  report: 'damage-count',
} as const;

type RowsProps = Pick<ThingsPartProps, 'selectedId' | 'select' | 'now'> & { things: readonly ThingFeature[] };

function QuietFold({ things, searching, ...rest }: RowsProps & { searching: boolean }): ReactNode {
  const words = useWords();
  const [open, setOpen] = useState(false);
  const shows = open || searching;
  return (
    <details className="things-quiet" open={shows}>
      <summary
        data-testid="things-quiet"
        onClick={(event) => {
          // The browser would open and close it beside React, and a search that comes in between would not open it.
          event.preventDefault();
          setOpen(!open);
        }}
      >
        <Ruby>{words.things.quiet(things.length)}</Ruby>
      </summary>
      {shows && <Rows things={things} {...rest} />}
    </details>
  );
}

function Rows({ things, selectedId, select, now }: RowsProps): ReactNode {
  const words = useWords();
  const [shown, setShown] = useState(ROWS_SHOWN);
  const left = things.length - shown;
  return (
    <>
      <ul className="hazard-list">
        {things.slice(0, shown).map((thing) => (
          <ThingRow key={thing.id} thing={thing} selected={thing.id === selectedId} select={select} now={now} />
        ))}
      </ul>
      {left > 0 && (
        <button type="button" className="link-button things-more" onClick={() => setShown(shown + ROWS_MORE)}>
          <Ruby>{words.things.more(Math.min(left, ROWS_MORE))}</Ruby>
        </button>
      )}
    </>
  );
}

interface ThingRowProps {
  thing: ThingFeature;
  selected: boolean;
  select: (id: string) => void;
  now: number;
}

export const ThingRow = memo(function ThingRow({ thing, selected, select, now }: ThingRowProps): ReactNode {
  const words = useWords();
  const numbers = numbersText(thing, words);
  const danger = dangerOf(thing);
  const observedAt = thing.observedAt ?? thing.issuedAt;
  return (
    <li>
      <button
        type="button"
        className="hazard-row thing-row"
        data-thing={thing.id}
        data-severity={thing.severity}
        data-layer={thing.layer}
        aria-current={selected ? 'true' : undefined}
        onClick={() => select(thing.id)}
      >
        <span className="row-severity">
          <SignOf feature={thing} now={now} />
        </span>
        <span className="row-title" data-name>
          <Ruby>{thingTitle(thing, words)}</Ruby>
        </span>
        <span className="row-age" data-old={isOld(observedAt, now)}>
          <Ruby>{words.ago(Math.max(0, now - Date.parse(observedAt)))}</Ruby>
        </span>
        <span className="row-where">
          <strong className="thing-state">
            <Ruby>{stateText(thing, words)}</Ruby>
          </strong>
          {numbers !== null && (
            <span className="row-note">
              <Ruby>{numbers}</Ruby>
            </span>
          )}
          <span data-name>
            <Ruby>{thingPlace(thing, words)}</Ruby>
          </span>
          <SilentChip feature={thing} now={now} />
          {danger !== 'none' && (
            <span className="thing-danger" data-danger={danger}>
              <Icon name="alert" />
              <Ruby>{danger === 'at-risk' ? words.things.atRisk : words.things.inHazard}</Ruby>
            </span>
          )}
        </span>
      </button>
    </li>
  );
});
