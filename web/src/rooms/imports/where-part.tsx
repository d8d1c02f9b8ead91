import { useEffect, useState, type ReactNode } from 'react';
import type { Geometry, HubStatus, ImportPreview } from '@hinomi/contracts';
import type { HubApi } from '../../access/hub-api.js';
import { jurisdictionText } from '../../places/jurisdictions.js';
import type { PlaceNameTable } from '../../places/place-names.js';
import { useImportWords } from '../../words/imports/import-words.js';
import { useWords } from '../../words/language-context.js';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';
import { sketch } from './sketch.js';

interface WherePartProps {
  api: HubApi;
  boundaries: HubStatus['boundaries'];
  preview: ImportPreview;
  places: PlaceNameTable | null;
}

const NAMED = 12;
/** Shapes behind the points: of more municipalities the points alone show the country. */
const SHAPES = 6;

/** Where the rows are, as a sketch and by municipality. */
export function WherePart({ api, boundaries, preview, places }: WherePartProps): ReactNode {
  const words = useWords();
  const text = useImportWords();
  const { municipalities, points } = preview;
  const codes = municipalities.flatMap(({ code }) => code ?? []);
  const shapes = useShapes(api, boundaries, codes.length <= SHAPES ? codes.join(' ') : '');
  const { width, height, dots, outlines } = sketch(points, shapes);
  return (
    <section className="import-section" aria-labelledby="import-where">
      <h3 id="import-where">
        <Ruby>{text.where}</Ruby>
      </h3>
      <div className="import-where-parts">
        {points.length > 0 && (
          <svg
            className="import-sketch"
            viewBox={`0 0 ${width} ${height}`}
            role="img"
            aria-label={plain(text.mapSummary(points.length))}
          >
            {outlines.map((path, index) => (
              <path key={index} d={path} />
            ))}
            {dots.map(([x, y], index) => (
              <circle key={index} cx={x} cy={y} r={points.length > 150 ? 2 : 3.5} />
            ))}
          </svg>
        )}
        <div>
          <h4>
            <Ruby>{text.municipalities}</Ruby>
          </h4>
          <ul className="import-municipalities">
            {municipalities.slice(0, NAMED).map(({ code, rows, outside }) => (
              <li key={code ?? ''} data-outside={outside}>
                <span>
                  <Ruby>
                    {code === null
                      ? text.problemTexts['municipality-missing'].title
                      : jurisdictionText(code, places, words)}
                  </Ruby>
                </span>
                <span>
                  <Ruby>{text.rowsCount(rows)}</Ruby>
                </span>
                {outside && (
                  <em>
                    <Ruby>{text.outside}</Ruby>
                  </em>
                )}
              </li>
            ))}
          </ul>
          {municipalities.length > NAMED && (
            <p className="import-note">
              <Ruby>{text.moreMunicipalities(municipalities.length - NAMED)}</Ruby>
            </p>
          )}
        </div>
      </div>
    </section>
  );
}

/** Of municipalities by their codes, one blank between; what cannot be had is left out. */
function useShapes(api: HubApi, boundaries: HubStatus['boundaries'], codes: string): Geometry[] {
  const [shapes, setShapes] = useState<Geometry[]>([]);
  const edition = boundaries.find(({ set }) => set === 'jma-city')?.edition;
  useEffect(() => {
    let open = true;
    const asked = codes === '' || edition === undefined ? [] : codes.split(' ');
    Promise.allSettled(asked.map((code) => api.area(edition ?? '', `${code}00`)))
      .then((answers) => answers.flatMap((each) => (each.status === 'fulfilled' ? (each.value ?? []) : [])))
      .then(
        (known: Geometry[]) => open && setShapes(known),
        () => open && setShapes([]),
      );
    return () => {
      open = false;
    };
  }, [api, edition, codes]);
  return shapes;
}
