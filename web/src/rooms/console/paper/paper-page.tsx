import { useMemo, type ReactNode } from 'react';
import type { ShelterEntry } from '@hinomi/contracts';
import { jurisdictionText } from '../../../places/jurisdictions.js';
import { placeAddress } from '../../../places/place-address.js';
import type { PlaceNameTable } from '../../../places/place-names.js';
import { deskWords } from '../../../words/desk/desk-words.js';
import { htmlLang } from '../../../words/languages.js';
import { RubyText } from '../../../words/ruby-text-view.js';
import type { Words } from '../../../words/words.js';
import { fieldOf } from '../../shelter/fields.js';
import { DESK_FIELDS, type DeskField } from '../desk/desk-entry.js';
import { codeWord } from '../desk/desk-field.js';
import { qrPath } from './qr-path.js';

/** What is printed beside the shelter; empty = a line to write on. */
export interface PaperFrame {
  /** Address of the hub, as shelters see it. */
  hub: string;
  fax: string;
  phone: string;
}

/** The shelter that stands on a form. */
export type PaperShelter = Pick<
  ShelterEntry,
  'id' | 'name' | 'nameKana' | 'nationalId' | 'municipality' | 'address' | 'exercise'
>;

interface PaperPageProps {
  /** Null: a form for a place that is on no list. */
  shelter: PaperShelter | null;
  frame: PaperFrame;
  words: Words;
  places: PlaceNameTable | null;
}

/** Boxes for figures: as many as the largest shelter needs. */
const DIGITS: Readonly<Partial<Record<DeskField, number>>> = { evacueeno: 5, careno: 4, toiletno: 3 };

/** The minimum report on one sheet of A4, in black on white: it may come back as a bad fax. */
export function PaperPage({ shelter, frame, words, places }: PaperPageProps): ReactNode {
  const { language } = words;
  const text = deskWords(language);
  const { paper } = text.form;
  const say = (said: string): ReactNode => <RubyText language={language}>{said}</RubyText>;
  const address = shelter === null ? `${frame.hub}/shelter/` : placeAddress(frame.hub, shelter.id);
  // The national ID says the same and is shorter to type.
  const readable = shelter === null ? address : placeAddress(frame.hub, shelter.nationalId ?? shelter.id);
  const qr = useMemo(() => qrPath(address), [address]);
  const municipality = shelter?.municipality ?? null;
  const facts: [string, string | null][] = [
    [paper.kana, shelter?.nameKana ?? null],
    [paper.where, municipality === null ? null : jurisdictionText(municipality, places, words)],
    [paper.id, shelter?.nationalId ?? null],
    [paper.address, shelter?.address ?? null],
  ];
  return (
    <article className="paper-page" lang={htmlLang(language)} data-place={shelter?.id ?? ''} data-language={language}>
      {shelter !== null && shelter.exercise !== null && <p className="paper-drill">{say(paper.drill)}</p>}
      <header>
        <div>
          <h1>{say(paper.title)}</h1>
          <p className="paper-to">{say(paper.sendTo)}</p>
          <p className="paper-numbers">
            <span>
              {say(paper.fax)} <b>{frame.fax}</b>
            </span>
            <span>
              {say(paper.phone)} <b>{frame.phone}</b>
            </span>
          </p>
        </div>
        <figure>
          <svg
            viewBox={`0 0 ${qr.size} ${qr.size}`}
            shapeRendering="crispEdges"
            role="img"
            aria-label={readable}
            data-address={address}
          >
            <path d={qr.path} />
          </svg>
        </figure>
      </header>
      <p className="paper-scan">
        {say(shelter === null ? paper.scanBlank : paper.scan)}
        <code>{readable}</code>
      </p>
      <section className="paper-shelter">
        <p className="paper-name">
          <small>{say(paper.name)}</small>
          <b lang="ja">{shelter?.name ?? ''}</b>
        </p>
        <dl>
          {facts
            .filter(([, value]) => shelter === null || value !== null)
            .map(([name, value]) => (
              <div key={name}>
                <dt>{say(name)}</dt>
                <dd lang="ja">{value === null ? '' : <RubyText language={language}>{value}</RubyText>}</dd>
              </div>
            ))}
        </dl>
      </section>
      <section className="paper-when">
        <p>
          <small>{say(paper.seenAt)}</small>
          {(['month', 'day', 'hour', 'minute'] as const).map((unit) => (
            <span key={unit}>
              <Boxes count={2} />
              {say(paper[unit])}
            </span>
          ))}
        </p>
        <p>
          <small>{say(paper.toldBy)}</small>
        </p>
      </section>
      <p className="paper-how">{say(paper.how)}</p>
      <table>
        <tbody>
          {DESK_FIELDS.map((name, index) => (
            <tr key={name} data-paper-field={name}>
              <th scope="row">
                <span className="paper-number">{index + 1}</span>
                {say(paper.fields[name])}
              </th>
              <td>
                {name === 'urgent' ? <Need say={say} paper={paper} /> : <Answer name={name} text={text} say={say} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <footer>
        <span>{say(paper.clerk)}</span>
        <span>{say(paper.received)}</span>
        <span>{say(paper.entered)}</span>
      </footer>
    </article>
  );
}

interface PartProps {
  say: (said: string) => ReactNode;
}

function Answer({
  name,
  text,
  say,
}: PartProps & { name: Exclude<DeskField, 'urgent'>; text: ReturnType<typeof deskWords> }): ReactNode {
  const field = fieldOf(name);
  const { paper } = text.form;
  return (
    <div className="paper-answer">
      {field.kind === 'choice' ? (
        field.choices.map((code) => <Tick key={code}>{say(codeWord(name, code, text))}</Tick>)
      ) : (
        <span className="paper-count">
          <Boxes count={DIGITS[name] ?? 4} />
          {say(name === 'toiletno' ? paper.places : paper.persons)}
        </span>
      )}
      <Tick>{say(text.unknown)}</Tick>
    </div>
  );
}

function Need({ say, paper }: PartProps & { paper: ReturnType<typeof deskWords>['form']['paper'] }): ReactNode {
  return (
    <>
      <div className="paper-answer">
        <Tick>{say(paper.none)}</Tick>
        <Tick>{say(paper.some)}</Tick>
      </div>
      <div className="paper-need">
        <small>
          {say(paper.need)}　{say(paper.needNote)}
        </small>
      </div>
    </>
  );
}

function Tick({ children }: { children: ReactNode }): ReactNode {
  return (
    <span className="paper-tick">
      <i />
      {children}
    </span>
  );
}

function Boxes({ count }: { count: number }): ReactNode {
  return (
    <span className="paper-boxes">
      {Array.from({ length: count }, (_, at) => (
        <i key={at} />
      ))}
    </span>
  );
}
