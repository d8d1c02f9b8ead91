import { useEffect, useMemo, useState, type ReactNode, type RefObject } from 'react';
import type { RollupUnit } from '@hinomi/contracts';
import type { HubApi } from '../../../access/hub-api.js';
import type { HazardGroup } from '../../../hazards/group-hazards.js';
import type { HazardMap } from '../../../map/hazard-map.js';
import type { KnownKinds } from '../../../needs/need-rows.js';
import { SQUARE_METRICS, squareFeatures, type SquareMetric } from '../../../rollups/square-features.js';
import { numberText } from '../../../things/describe-thing.js';
import { clock } from '../../../words/clock.js';
import { useWords } from '../../../words/language-context.js';
import { PREFECTURES } from '../../../words/prefectures.js';
import { Ruby } from '../../../words/ruby.js';
import { plain } from '../../../words/ruby-text.js';
import { Panel } from '../panel.js';
import { DrawPart } from './draw-part.js';
import { RollupTable } from './rollup-table.js';
import { hazardTitle, UnitCard } from './unit-card.js';
import { useDrawnArea } from './use-drawn-area.js';
import { useGridView } from './use-grid-view.js';
import { useHeardSince, useRollups, useSilentAt, type RollupQuestion } from './use-rollups.js';

const BY = ['municipality', 'prefecture', 'grid', 'drawn'] as const;
type By = (typeof BY)[number];

export interface RollupPanelProps {
  api: HubApi;
  exercise: boolean;
  /** Of the picture that is shown. */
  cursor: string;
  groups: readonly HazardGroup[];
  /** Names of needs. */
  kinds: KnownKinds;
  hubNowMs: number;
  mapRef: RefObject<HazardMap | null>;
  close: () => void;
  /** Opens a hazard, or a shelter by its own id. */
  open: (id: string) => void;
}

/** The picture in numbers: by municipality, prefecture, grid square or a drawn area. */
export default function RollupPanel(props: RollupPanelProps): ReactNode {
  const { api, exercise, cursor, groups, kinds, hubNowMs, mapRef, close, open } = props;
  const words = useWords();
  const { rollups: text } = words;
  const [by, setBy] = useState<By>('municipality');
  const [within, setWithin] = useState('');
  const [metric, setMetric] = useState<SquareMetric>('evacuees');
  const [selected, setSelected] = useState<string | null>(null);
  const drawn = useDrawnArea(mapRef);
  const grid = useGridView(mapRef, by === 'grid');
  const heardSince = useHeardSince(hubNowMs);
  const common = { exercise: String(exercise), heardSince, silentAt: useSilentAt(hubNowMs) };

  const counted = useRollups(api, questionOf(by, within, grid, drawn.area, common), cursor);
  const of = by === 'drawn' || selected === null ? null : { query: { by, area: selected, ...common } };
  const one = useRollups(api, of, cursor);
  const units = counted.rollups?.units;

  useEffect(() => {
    const overlay = mapRef.current?.rollups;
    if (by !== 'grid' || units === undefined) return undefined;
    overlay?.show(squareFeatures(units, metric), setSelected);
    return undefined;
  }, [by, units, metric, mapRef]);
  useEffect(() => () => mapRef.current?.rollups.show([], null), [by, mapRef]);

  const nameOf = useMemo(
    () =>
      ({ code, name }: Pick<RollupUnit, 'code' | 'name'>): string => {
        if (code === 'drawn') return text.draw.result;
        if (code.length === 2) return words.place({ name: name || code, set: 'prefecture', code });
        if (code.length === 5) return words.place({ name: name || code, set: 'jma-city', code: `${code}00` });
        return text.square(code);
      },
    [words, text],
  );
  const choose = (next: By): void => {
    drawn.cancel();
    setSelected(null);
    setBy(next);
  };
  const select = (unit: RollupUnit): void => {
    setSelected((now) => (now === unit.code ? null : unit.code));
    if (unit.bounds !== null) mapRef.current?.fit([...unit.bounds]);
  };
  // While somebody draws, the map is what they need to see.
  const isDrawing = drawn.corners !== null;
  const card = isDrawing ? undefined : by === 'drawn' ? units?.[0] : one.rollups?.units[0];
  const { elsewhere, at, approximate } = counted.rollups ?? {};
  return (
    <Panel title={text.title} close={close} wide={by !== 'drawn'}>
      <fieldset className="segmented rollup-by">
        <legend className="visually-hidden">
          <Ruby>{text.byLabel}</Ruby>
        </legend>
        {BY.map((each) => (
          <label key={each}>
            <input
              type="radio"
              name="rollup-by"
              checked={by === each}
              onChange={() => choose(each)}
              data-testid={`rollup-${each}`}
            />
            <span>
              <Ruby>{text.by[each]}</Ruby>
            </span>
          </label>
        ))}
      </fieldset>
      {by === 'municipality' && (
        <select
          className="rollup-within"
          aria-label={plain(text.within)}
          value={within}
          onChange={(event) => {
            setSelected(null);
            setWithin(event.target.value);
          }}
        >
          <option value="">{plain(text.all)}</option>
          {[...PREFECTURES].map(([code, names]) => (
            <option key={code} value={code}>
              {words.language === 'en' ? names.en : names.ja}
            </option>
          ))}
        </select>
      )}
      {by === 'grid' && (
        <>
          {grid !== null && (
            <p className="detail-where">
              <Ruby>{text.levelNote(text.levels[grid.level])}</Ruby>
            </p>
          )}
          <label className="rollup-metric">
            <Ruby>{text.metric}</Ruby>
            <select value={metric} onChange={(event) => setMetric(event.target.value as SquareMetric)}>
              {SQUARE_METRICS.map((each) => (
                <option key={each} value={each}>
                  {plain(text.metrics[each])}
                </option>
              ))}
            </select>
          </label>
        </>
      )}
      {by === 'drawn' && <DrawPart drawn={drawn} />}
      <p className="visually-hidden" role="status">
        {counted.state === 'known' ? plain(text.caption(text.by[by], units?.length ?? 0)) : ''}
      </p>
      {counted.state === 'failed' && (
        <p className="detail-warning" role="alert">
          <Ruby>{text.failed}</Ruby>
        </p>
      )}
      {counted.state === 'asking' && (by !== 'drawn' || drawn.area !== null) && (
        <p>
          <Ruby>{text.asking}</Ruby>
        </p>
      )}
      {card && (
        <UnitCard title={nameOf(card)} unit={card} groups={groups} kinds={kinds} hubNowMs={hubNowMs} open={open} />
      )}
      {by !== 'drawn' && units?.length === 0 && (
        <p>
          <Ruby>{text.empty}</Ruby>
        </p>
      )}
      {by !== 'drawn' && units !== undefined && units.length > 0 && (
        <RollupTable
          key={by}
          caption={text.caption(text.by[by], units.length)}
          units={units}
          nameOf={nameOf}
          groups={groups}
          selected={selected}
          select={select}
          open={open}
        />
      )}
      <div className="rollup-notes" hidden={isDrawing} data-testid="rollup-notes">
        {elsewhere?.hazard && by !== 'drawn' && (
          <p>
            <Ruby>{text.elsewhereHazard(hazardTitle(elsewhere.hazard, groups, words))}</Ruby>
          </p>
        )}
        {elsewhere && elsewhere.places > 0 && (
          <p>
            <Ruby>{text.elsewherePlaces(numberText(elsewhere.places))}</Ruby>
          </p>
        )}
        <p>
          <Ruby>{text.silenceNote}</Ruby>
        </p>
        {approximate && by !== 'grid' && by !== 'drawn' && (
          <p>
            <Ruby>{text.approximate}</Ruby>
          </p>
        )}
        {at && (
          <p>
            <Ruby>{text.asOf(clock(at, words.language, hubNowMs))}</Ruby>
          </p>
        )}
      </div>
    </Panel>
  );
}

function questionOf(
  by: By,
  within: string,
  grid: ReturnType<typeof useGridView>,
  area: ReturnType<typeof useDrawnArea>['area'],
  common: Record<string, string>,
): RollupQuestion | null {
  switch (by) {
    case 'municipality':
      return { query: { by, ...(within !== '' && { area: within }), ...common } };
    case 'prefecture':
      return { query: { by, ...common } };
    case 'grid':
      return grid && { query: { by, level: grid.level, bbox: grid.bbox, ...common } };
    case 'drawn':
      return area && { query: common, area };
  }
}
