import { useId, useState, type ReactNode } from 'react';
import type { HubApi } from '../../../access/hub-api.js';
import { LEAST_CORNERS, type DrawnShape } from '../../../map/area-drawing.js';
import { useFieldWords } from '../../../words/field/field-words.js';
import { useWords } from '../../../words/language-context.js';
import { plain } from '../../../words/ruby-text.js';
import { Ruby } from '../../../words/ruby.js';
import { foundByHub, type Found } from '../search/found.js';
import type { FieldPlaceControl } from './use-field-place.js';

interface FieldPlaceProps {
  api: HubApi;
  exercise: boolean;
  place: FieldPlaceControl;
  children: ReactNode;
}

const SHAPES = ['point', 'line', 'area'] as const satisfies readonly DrawnShape[];

/** Where it is: found by words, at the middle of the map, or pointed at and drawn; each by keyboard as well. */
export function FieldPlace({ api, exercise, place, children }: FieldPlaceProps): ReactNode {
  const words = useWords();
  const text = useFieldWords();
  const { geometry, municipality, drawing } = place;
  const where = municipality === null ? text.nowhere : municipality === undefined ? '…' : words.place(municipality);
  return (
    <fieldset className="field-place">
      <legend>
        <Ruby>{text.place}</Ruby>
      </legend>
      <PlaceSearch api={api} exercise={exercise} take={place.take} />
      {drawing === null ? (
        <div className="detail-actions">
          <button type="button" className="button" data-testid="field-centre" onClick={place.takeCentre}>
            <Ruby>{text.centre}</Ruby>
          </button>
          {SHAPES.map((shape) => (
            <button
              key={shape}
              type="button"
              className="button"
              data-testid={`field-draw-${shape}`}
              onClick={() => place.begin(shape)}
            >
              <Ruby>{text.shapes[shape]}</Ruby>
            </button>
          ))}
        </div>
      ) : (
        <Drawing place={place} {...drawing} />
      )}
      <p role="status" data-testid="field-where" data-shape={geometry?.type ?? 'none'}>
        {geometry !== null && (
          <strong>
            <Ruby>{text.at(text.placed[geometry.type], where)}</Ruby>
          </strong>
        )}
      </p>
      {children}
    </fieldset>
  );
}

function Drawing({
  place,
  shape,
  corners,
}: {
  place: FieldPlaceControl;
  shape: DrawnShape;
  corners: number;
}): ReactNode {
  const { draw } = useWords().rollups;
  const text = useFieldWords();
  const button = (label: string, onClick: () => void, disabled = false): ReactNode => (
    <button type="button" className="button" disabled={disabled} onClick={onClick}>
      <Ruby>{label}</Ruby>
    </button>
  );
  return (
    <div className="rollup-draw" data-drawing>
      <p role="status">
        <Ruby>{text.drawing[shape]}</Ruby>{' '}
        {shape !== 'point' && (
          <strong>
            <Ruby>{draw.points(corners)}</Ruby>
          </strong>
        )}
      </p>
      {shape !== 'point' && button(text.finish, place.finish, corners < LEAST_CORNERS[shape])}
      {button(shape === 'point' ? text.centre : draw.centre, place.addCentre)}
      {shape !== 'point' && button(draw.undo, place.undo, corners === 0)}
      {button(draw.cancel, place.cancel)}
    </div>
  );
}

interface PlaceSearchProps {
  api: HubApi;
  exercise: boolean;
  take: FieldPlaceControl['take'];
}

/** What the hub finds by Enter; one hit is taken at once. */
function PlaceSearch({ api, exercise, take }: PlaceSearchProps): ReactNode {
  const words = useWords();
  const text = useFieldWords();
  const id = useId();
  const [typed, setTyped] = useState('');
  const [found, setFound] = useState<readonly Found[] | null>(null);
  const choose = (each: Found): void => {
    const at = middleOf(each);
    if (at === null) return;
    take(at);
    setFound(null);
    setTyped(plain(each.title));
  };
  const find = async (): Promise<void> => {
    if (typed.trim() === '') return;
    try {
      const answer = await api.search(typed.trim(), exercise);
      const all = foundByHub(answer, words)
        .flatMap((section) => section.found)
        .filter((each) => middleOf(each) !== null);
      if (all.length === 1) choose(all[0]!);
      else setFound(all);
    } catch {
      setFound([]);
    }
  };
  return (
    <>
      <label className="order-field" htmlFor={id}>
        <Ruby>{text.search}</Ruby>
      </label>
      <div className="field-search">
        <input
          id={id}
          type="text"
          autoComplete="off"
          maxLength={100}
          value={typed}
          data-field="place"
          onChange={(event) => {
            setTyped(event.target.value);
            setFound(null);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
            event.preventDefault();
            void find();
          }}
        />
        <button type="button" className="button" onClick={() => void find()}>
          <Ruby>{text.find}</Ruby>
        </button>
      </div>
      {found !== null && found.length === 0 && (
        <p role="status" className="order-problem">
          <Ruby>{text.notFound}</Ruby>
        </p>
      )}
      {found !== null && found.length > 0 && (
        <ul className="field-found" data-testid="field-found">
          {found.map((each) => (
            <li key={each.key}>
              <button type="button" className="link-button" onClick={() => choose(each)}>
                <span data-name>
                  <Ruby>{each.title}</Ruby>
                </span>
              </button>{' '}
              <span className="row-note" data-name>
                <Ruby>{each.note}</Ruby>
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** The place itself, or the middle of an area. */
function middleOf({ at }: Found): readonly [number, number] | null {
  if (at === null) return null;
  if ('lngLat' in at) return at.lngLat;
  const [west, south, east, north] = at.bounds;
  return [(west + east) / 2, (south + north) / 2];
}
