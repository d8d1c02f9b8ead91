import { useEffect, useId, useRef, useState, type ReactNode, type RefObject } from 'react';
import { fileName } from '../../../exports/file-name.js';
import { PAPERS, TURNS, type Sheet } from '../../../exports/paper.js';
import { saveFile } from '../../../exports/save-file.js';
import type { SheetRoom } from '../../../exports/sheet-content.js';
import { pdfOf, pngOf } from '../../../exports/sheet-file.js';
import type { HazardMap } from '../../../map/hazard-map.js';
import { useWords } from '../../../words/language-context.js';
import { plain } from '../../../words/ruby-text.js';
import { Ruby } from '../../../words/ruby.js';
import { Dialog } from '../dialogs.js';
import { useSheet, useStill } from './use-sheet.js';

interface SheetDialogProps {
  room: SheetRoom;
  mapRef: RefObject<HazardMap | null>;
  close: () => void;
}

const SHEETS: readonly Sheet[] = PAPERS.flatMap((paper) => TURNS.map((turn) => ({ paper, turn })));

/** The map as it goes out of the room: what is seen here is what is saved and printed. */
export default function SheetDialog({ room, mapRef, close }: SheetDialogProps): ReactNode {
  const { exports: said } = useWords();
  const id = useId();
  const preview = useRef<HTMLDivElement>(null);
  const [sheet, setSheet] = useState<Sheet>({ paper: 'A3', turn: 'landscape' });
  const [typed, setTyped] = useState<string | null>(null);
  const [round, setRound] = useState(0);
  const [file, setFile] = useState<'making' | 'failed' | { name: string } | null>(null);
  const drawing = useStill(mapRef, room, sheet, round);
  const drawn = useSheet(drawing, sheet, typed);
  const ready = drawn !== null && file !== 'making';
  useEffect(() => {
    if (drawn === null) return preview.current?.replaceChildren();
    drawn.canvas.setAttribute('role', 'img');
    drawn.canvas.setAttribute('aria-label', `${plain(said.preview)} ${drawn.title}`);
    preview.current?.replaceChildren(drawn.canvas);
  }, [drawn, said]);

  const save = (extension: 'pdf' | 'png'): void => {
    if (drawn === null || drawing.state !== 'drawn') return;
    const { drill, dataMs } = drawing.room;
    const more = sheet.turn === 'landscape' ? sheet.paper : `${sheet.paper}-portrait`;
    const name = fileName({ what: 'map', dataMs, drill, more }, extension);
    setFile('making');
    const made = extension === 'pdf' ? pdfOf(drawn.canvas, sheet, drawn.title) : pngOf(drawn.canvas);
    made.then(
      (blob) => {
        saveFile(name, blob);
        setFile({ name });
      },
      () => setFile('failed'),
    );
  };
  const failed = drawing.state === 'failed' || file === 'failed';
  const step = file === 'making' ? said.steps.file : drawing.state === 'drawn' ? said.steps.sheet : said.steps.map;
  return (
    <Dialog title={said.title} close={close} wide>
      <div className="sheet-dialog" data-state={failed ? 'failed' : ready ? 'ready' : 'working'} data-testid="sheet">
        <div className="sheet-choices">
          <label className="field" htmlFor={`${id}-title`}>
            <Ruby>{said.heading}</Ruby>
          </label>
          <input
            id={`${id}-title`}
            value={typed ?? drawn?.title ?? ''}
            maxLength={120}
            onChange={(event) => setTyped(event.target.value)}
            data-testid="sheet-title"
          />
          <label className="field" htmlFor={`${id}-size`}>
            <Ruby>{said.size}</Ruby>
          </label>
          <select
            id={`${id}-size`}
            value={`${sheet.paper} ${sheet.turn}`}
            onChange={(event) => setSheet(SHEETS[event.target.selectedIndex] ?? sheet)}
            data-testid="sheet-size"
          >
            {SHEETS.map(({ paper, turn }) => (
              <option key={`${paper} ${turn}`} value={`${paper} ${turn}`}>
                {`${paper} ${plain(said.turns[turn])}`}
              </option>
            ))}
          </select>
        </div>
        <p role="status" className="sheet-said" data-testid="sheet-said">
          <Ruby>
            {failed ? said.failed : ready ? (typeof file === 'object' && file ? said.saved(file.name) : '') : step}
          </Ruby>
        </p>
        <div ref={preview} className="sheet-preview" data-paper={sheet.paper} data-turn={sheet.turn} />
        <div className="dialog-actions">
          {failed && (
            <button type="button" className="button" onClick={() => (setFile(null), setRound(round + 1))}>
              <Ruby>{said.retry}</Ruby>
            </button>
          )}
          <button
            type="button"
            className="button button-strong"
            disabled={!ready}
            onClick={() => save('pdf')}
            data-testid="sheet-pdf"
          >
            <Ruby>{said.pdf}</Ruby>
          </button>
          <button
            type="button"
            className="button"
            disabled={!ready}
            onClick={() => save('png')}
            data-testid="sheet-png"
          >
            <Ruby>{said.png}</Ruby>
          </button>
          <button type="button" className="button" disabled={!ready} onClick={() => window.print()}>
            <Ruby>{said.print}</Ruby>
          </button>
        </div>
      </div>
    </Dialog>
  );
}
