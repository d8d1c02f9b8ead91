import type { ReactNode, RefObject } from 'react';
import type { DrawingEntry, DrawingId, FieldGeometry, Me, RunId } from '@hinomi/contracts';
import type { HubApi } from '../../../access/hub-api.js';
import type { DrawingDesk, DrawingDeskView } from '../../../drawings/drawing-desk.js';
import type { StandingDrawing } from '../../../drawings/drawings-in.js';
import { DRAWING_COLOR } from '../../../drawings/drawn-features.js';
import { measured, pointsOf } from '../../../drawings/sketch.js';
import type { HazardMap } from '../../../map/hazard-map.js';
import { clock } from '../../../words/clock.js';
import { useWords } from '../../../words/language-context.js';
import { Ruby } from '../../../words/ruby.js';
import { Part } from '../details/facts.js';
import { Panel } from '../panel.js';
import { DrawingDetail } from './drawing-detail.js';
import { ToolPalette } from './tool-palette.js';
import { useDrawingKeys } from './use-drawing-keys.js';
import { useSketch } from './use-sketch.js';
import { useWhoDrew } from './use-who-drew.js';

interface DrawingPanelProps {
  api: HubApi;
  me: Me;
  run: RunId | null;
  desk: DrawingDesk;
  view: DrawingDeskView;
  mapRef: RefObject<HazardMap | null>;
  selected: DrawingId | null;
  select: (id: DrawingId | null) => void;
  /** Opens a field report at a place; null for whoever may not. */
  report: ((place: FieldGeometry) => void) | null;
  hubNowMs: number;
  close: () => void;
}

/** Where headquarters draw on the map, and everything that is drawn, for who moves by keys. */
export function DrawingPanel(props: DrawingPanelProps): ReactNode {
  const { api, me, run, desk, view, mapRef, select, report, hubNowMs, close } = props;
  const words = useWords();
  const { drawings } = words;
  const mayDraw = me.permissions.includes('drawings:write');
  const selected = props.selected === null ? null : (view.drawings.get(props.selected) ?? null);
  const hand = useSketch(mapRef, desk, mayDraw ? selected : null, select);
  useDrawingKeys(hand, desk, props.selected === null ? null : () => select(null));
  const all = [...view.drawings.values()];
  const changed = all.map(({ writeId, unsent }) => `${writeId}${unsent}`).join();
  const who = useWhoDrew(api, run, changed);
  const { notice, steps, unsent } = view;
  return (
    <Panel title={drawings.title} close={close}>
      <p className="detail-note">
        <Ruby>{drawings.note}</Ruby>
      </p>
      {mayDraw && <ToolPalette hand={hand} />}
      {mayDraw && (
        <div className="drawing-actions">
          <button type="button" className="button" disabled={steps.done.length === 0} onClick={() => desk.undo()}>
            <Ruby>{drawings.undo}</Ruby>
          </button>
          <button type="button" className="button" disabled={steps.undone.length === 0} onClick={() => desk.redo()}>
            <Ruby>{drawings.redo}</Ruby>
          </button>
        </div>
      )}
      {notice !== null && (
        <p role="alert" className="drawing-notice" data-testid="drawing-notice">
          <Ruby>{notice.kind === 'refused' ? drawings.refused(notice.reason) : drawings.notice[notice.kind]}</Ruby>{' '}
          <button type="button" className="button" onClick={() => desk.noted()}>
            <Ruby>{drawings.noted}</Ruby>
          </button>
        </p>
      )}
      {view.lost && unsent > 0 && (
        <p role="status" className="drawing-notice" data-testid="drawing-unsent">
          <Ruby>{drawings.unsentCount(unsent)}</Ruby>
        </p>
      )}
      {props.selected !== null && (
        <Part title={drawings.edit}>
          {selected === null ? (
            <p role="status">
              <Ruby>{drawings.gone}</Ruby>
            </p>
          ) : (
            <DrawingDetail
              key={selected.drawingId}
              drawing={selected}
              entry={who.get(selected.drawingId)}
              alter={mayDraw ? (content) => desk.alter(selected.drawingId, content) : null}
              report={report && (() => report(selected.content.geometry))}
              hand={hand}
              back={() => select(null)}
              hubNowMs={hubNowMs}
            />
          )}
        </Part>
      )}
      <Part title={drawings.list}>
        {all.length === 0 ? (
          <p>
            <Ruby>{drawings.none}</Ruby>
          </p>
        ) : (
          <ul className="drawing-list" data-testid="drawing-list">
            {all.map((drawing) => (
              <li key={drawing.drawingId}>
                <button
                  type="button"
                  className="drawing-row"
                  aria-pressed={drawing.drawingId === props.selected}
                  data-drawing={drawing.drawingId}
                  onClick={() => {
                    hand.act({ act: 'tool', tool: 'select' });
                    select(drawing.drawingId);
                  }}
                >
                  <DrawingLine drawing={drawing} by={byOf(who.get(drawing.drawingId), words.language, hubNowMs)} />
                </button>
              </li>
            ))}
          </ul>
        )}
      </Part>
    </Panel>
  );
}

type By = { name: string; time: string } | null;

function DrawingLine({ drawing, by }: { drawing: StandingDrawing; by: By }): ReactNode {
  const { drawings } = useWords();
  const { kind, color, text } = drawing.content;
  return (
    <>
      <span className="drawing-swatch" style={{ background: DRAWING_COLOR[color] }} aria-hidden="true" />
      <strong>
        <Ruby>{drawings.tool[kind]}</Ruby>
      </strong>{' '}
      {measured(kind, pointsOf(drawing.content))} <span data-own>{text}</span>
      <span className="drawing-by">
        <Ruby>{drawing.unsent ? drawings.unsent : by === null ? '' : drawings.by(by.name, by.time)}</Ruby>
      </span>
    </>
  );
}

/** Who was at it last. */
function byOf(entry: DrawingEntry | undefined, language: Parameters<typeof clock>[1], nowMs: number): By {
  const last = entry?.versions.at(-1);
  return last === undefined ? null : { name: last.by.name, time: clock(last.writtenAt, language, nowMs) };
}
