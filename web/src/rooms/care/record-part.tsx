import type { ReactNode } from 'react';
import type { Evidence, EvidenceKind, HealthPerson, RecordAnswer } from '@hinomi/contracts';
import { useCareWords } from '../../words/care/care-words.js';
import { clock } from '../../words/clock.js';
import { useWords } from '../../words/language-context.js';
import { Ruby } from '../../words/ruby.js';
import { Fact } from '../console/details/facts.js';
import { EvidenceName } from './evidence-name.js';
import { ageOf, daysUntil } from './order-needs.js';

/** What has to be known first comes first. */
const KINDS: readonly EvidenceKind[] = [
  'allergy',
  'medicine',
  'condition',
  'device',
  'care-level',
  'observation',
  'procedure',
  'stated',
];

interface RecordPartProps {
  answer: RecordAnswer;
  number: number;
  nowMs: number;
  correct: () => void;
}

/** One document: what it says, by kind. */
export function RecordPart({ answer, number, nowMs, correct }: RecordPartProps): ReactNode {
  const text = useCareWords();
  const { language } = useWords();
  const { record } = answer;
  const isEmpty = record.evidence.length === 0 && record.statements.length === 0;
  return (
    <section className="care-card" aria-labelledby={`record-${answer.id}`} data-record={answer.id}>
      <div className="care-head">
        <h2 id={`record-${answer.id}`}>
          <Ruby>{text.person.record(number)}</Ruby>
          <span className="care-note">
            <Ruby>{text.person.formats[record.format]}</Ruby>・
            <Ruby>{text.person.received(clock(answer.receivedAt, language, nowMs))}</Ruby>
            {answer.version > 1 && (
              <>
                ・<Ruby>{text.person.version(answer.version)}</Ruby>
              </>
            )}
          </span>
        </h2>
        <button type="button" className="button button-small" onClick={correct} data-testid="correct">
          <Ruby>{text.person.correct}</Ruby>
        </button>
      </div>
      {isEmpty && (
        <p className="care-note">
          <Ruby>{text.person.nothing}</Ruby>
        </p>
      )}
      {KINDS.map((kind) => (
        <OfKind key={kind} kind={kind} answer={answer} nowMs={nowMs} />
      ))}
    </section>
  );
}

function OfKind({ kind, answer, nowMs }: { kind: EvidenceKind; answer: RecordAnswer; nowMs: number }): ReactNode {
  const text = useCareWords();
  const evidence = answer.record.evidence.filter((one) => one.kind === kind);
  const statements = answer.record.statements.filter(({ about }) => about === kind);
  if (evidence.length === 0 && statements.length === 0) return null;
  return (
    <div className="care-kind" data-kind={kind}>
      <h3>
        <Ruby>{text.kinds[kind]}</Ruby>
      </h3>
      <ul>
        {evidence.map((one, index) => (
          <li key={index} data-status={one.status}>
            <EvidenceName evidence={one} />
            <When evidence={one} nowMs={nowMs} />
          </li>
        ))}
        {statements.map(({ says, where }) => (
          <li key={where} className="care-note">
            <Ruby>{text.person.statements[says]}</Ruby>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Of medicines the days that are left; of all else since when, and that it is over. */
function When({ evidence, nowMs }: { evidence: Evidence; nowMs: number }): ReactNode {
  const text = useCareWords();
  const { kind, from, until, status } = evidence;
  if (kind === 'medicine' && until !== null && until.length >= 10) {
    const days = daysUntil(`${until}T00:00:00+09:00`, nowMs);
    return (
      <span className="care-supply" data-over={days < 0} data-testid="medicine-days">
        <Ruby>{days < 0 ? text.person.supplyOver(-days) : text.person.daysLeft(days)}</Ruby>
      </span>
    );
  }
  return (
    <span className="care-note">
      {status === 'inactive' && <Ruby>{text.person.past}</Ruby>}{' '}
      {from !== null && <Ruby>{text.person.since(from)}</Ruby>}
      {until !== null && <Ruby>{text.person.until(until)}</Ruby>}
    </span>
  );
}

/** Who it is, as their documents say; of each the first that says it. */
export function IdentityPart({ answers, nowMs }: { answers: readonly RecordAnswer[]; nowMs: number }): ReactNode {
  const text = useCareWords();
  const persons = answers.map(({ record }) => record.person);
  const first = <T,>(of: (person: HealthPerson) => T | null | undefined): T | null =>
    persons.map(of).find((value) => value !== null && value !== undefined) ?? null;
  const birthDate = first((person) => person.birthDate);
  const age = ageOf(birthDate, nowMs);
  const sex = first((person) => (person.sex === 'unknown' ? null : person.sex)) ?? 'unknown';
  const identifiers = new Set(persons.flatMap((person) => person.identifiers.map(({ value }) => value)));
  return (
    <dl className="facts care-facts">
      <Fact name={text.person.birth}>
        {birthDate !== null && (
          <>
            {birthDate} {age !== null && <Ruby>{`（${text.years(age)}）`}</Ruby>}
          </>
        )}
      </Fact>
      <Fact name={text.person.sex}>
        <Ruby>{text.person.sexes[sex]}</Ruby>
      </Fact>
      <Fact name={text.person.phone}>{[...new Set(persons.flatMap(({ phones }) => phones))].join('、')}</Fact>
      <Fact name={text.person.address}>
        {first((person) => person.address) !== null && (
          <span lang="ja" data-own>
            {first((person) => person.address)}
          </span>
        )}
      </Fact>
      <Fact name={text.person.languages}>{[...new Set(persons.flatMap(({ languages }) => languages))].join('、')}</Fact>
      <Fact name={text.person.identifiers}>
        {identifiers.size > 0 && <span data-own>{[...identifiers].join('、')}</span>}
      </Fact>
    </dl>
  );
}
