import { useEffect, useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { HubStatus } from '@hinomi/contracts';
import type { HubApi } from '../../access/hub-api.js';
import { Ruby } from '../../words/ruby.js';
import { AreaMap } from './area-map.js';
import { boxOf, readBox, type AreaSketch, type AreaTool, type SketchAct } from './area-sketch.js';
import type { Vocabulary } from './describe-subscription.js';
import { useDrawnArea } from './use-drawn-area.js';

const TOOLS: readonly AreaTool[] = ['box', 'polygon'];
const SIDES = ['west', 'south', 'east', 'north'] as const;

interface DrawFieldProps {
  api: HubApi;
  status: HubStatus;
  vocabulary: Vocabulary;
  sketch: AreaSketch;
  act: (act: SketchAct) => void;
}

/** An area by presses on the map, by keys at its middle, or by the four numbers of a box. */
export function DrawField({ api, status, vocabulary, sketch, act }: DrawFieldProps): ReactNode {
  const { map: text } = vocabulary.agency;
  const how = useId();
  const hand = useDrawnArea(sketch, act);
  const onKey = (event: KeyboardEvent): void => {
    if (!(event.target instanceof HTMLCanvasElement) || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === ' ') hand.addMiddle();
    else if (event.key === 'Enter') act({ act: 'end' });
    else if ((event.key === 'Escape' || event.key === 'Backspace') && sketch.points.length > 0) {
      act({ act: 'take-back' });
    } else return;
    event.preventDefault();
    // Escape would close the page.
    event.stopPropagation();
  };
  const said = sketch.ended ? text.ended : sketch.tool === 'box' ? text.boxHow : text.polygonHow;
  return (
    <div className="agency-draw">
      <div className="agency-draw-tools">
        <fieldset className="segmented">
          <legend className="visually-hidden">
            <Ruby>{text.tools}</Ruby>
          </legend>
          {TOOLS.map((tool) => (
            <label key={tool}>
              <input
                type="radio"
                name="area-tool"
                checked={sketch.tool === tool}
                data-testid={`draw-${tool}`}
                onChange={() => act({ act: 'tool', tool })}
              />
              <span>
                <Ruby>{text[tool]}</Ruby>
              </span>
            </label>
          ))}
        </fieldset>
        <Press text={text.centre} act={hand.addMiddle} />
        {sketch.tool === 'polygon' && (
          <Press text={text.close} act={() => act({ act: 'end' })} off={sketch.ended || sketch.points.length < 3} />
        )}
        <Press text={text.undo} act={() => act({ act: 'take-back' })} off={sketch.points.length === 0} />
        <Press text={text.clear} act={() => act({ act: 'tool', tool: sketch.tool })} off={sketch.points.length === 0} />
      </div>
      <div id={how} className="agency-how">
        <p role="status">
          <Ruby>{said}</Ruby>{' '}
          {!sketch.ended && (
            <strong>
              <Ruby>{text.points(sketch.points.length)}</Ruby>
            </strong>
          )}
        </p>
        <p className="agency-note">
          <Ruby>{text.keys}</Ruby>
        </p>
      </div>
      <div onKeyDownCapture={onKey} data-drawing={sketch.ended ? 'ended' : sketch.points.length}>
        <AreaMap {...{ api, status, vocabulary }} shape={hand.shape} take={hand.take} describedBy={how} />
      </div>
      {sketch.tool === 'box' && <BoxNumbers {...{ vocabulary, sketch, act }} />}
    </div>
  );
}

function Press({ text, act, off = false }: { text: string; act: () => void; off?: boolean }): ReactNode {
  return (
    <button type="button" className="button" onClick={act} disabled={off}>
      <Ruby>{text}</Ruby>
    </button>
  );
}

/** What is typed stays as it is typed; it is the box as soon as it can be one. */
function BoxNumbers({ vocabulary, sketch, act }: Pick<DrawFieldProps, 'vocabulary' | 'sketch' | 'act'>): ReactNode {
  const { map: text } = vocabulary.agency;
  const drawn = boxOf(sketch)?.join(' ') ?? '';
  const [typed, setTyped] = useState<readonly string[]>(['', '', '', '']);
  useEffect(() => {
    const numbers = drawn === '' ? [] : drawn.split(' ');
    setTyped((now) => (numbers.length === 4 && readBox(now)?.join(' ') !== drawn ? numbers : now));
  }, [drawn]);
  const put = (index: number, value: string): void => {
    const next = typed.map((each, at) => (at === index ? value : each));
    setTyped(next);
    const box = readBox(next);
    if (box !== null) act({ act: 'box', box });
    else if (sketch.ended) act({ act: 'tool', tool: 'box' });
  };
  return (
    <fieldset className="agency-numbers">
      <legend>
        <Ruby>{text.numbers}</Ruby>
      </legend>
      {SIDES.map((side, index) => (
        <label key={side} className="field">
          <span>
            <Ruby>{text.sides[side]}</Ruby>
          </span>
          <input
            inputMode="decimal"
            autoComplete="off"
            value={typed[index] ?? ''}
            data-testid={`box-${side}`}
            onChange={(event) => put(index, event.target.value)}
          />
        </label>
      ))}
    </fieldset>
  );
}
