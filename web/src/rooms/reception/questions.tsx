import type { ReactNode } from 'react';
import type { ReceptionWords } from '../../words/reception/ja.js';
import { plain } from '../../words/ruby-text.js';
import { Text } from '../shelter/shelter-text.js';
import { Line, OneOf, Question, Ticks } from './parts.js';
import {
  CARE_LEVELS,
  ERAS,
  FOODS,
  LANGUAGES_SPOKEN,
  SEXES,
  TICKS,
  type Era,
  type Medicine,
  type ReceptionAnswers,
  type ReceptionFault,
  type TickGroup,
} from './reception-record.js';

const MOST_MEDICINES = 12;
const ERA_NAMES = Object.keys(ERAS) as Era[];

interface QuestionsProps {
  words: ReceptionWords;
  answers: ReceptionAnswers;
  say: (part: Partial<ReceptionAnswers>) => void;
  faults: readonly ReceptionFault[];
}

function toggled(set: ReadonlySet<string>, name: string): Set<string> {
  const next = new Set(set);
  if (!next.delete(name)) next.add(name);
  return next;
}

/** Everything that may be asked, the most urgent first; nothing is answered beforehand. */
export function Questions(props: QuestionsProps): ReactNode {
  const { words, answers, say } = props;
  const ticks = (group: TickGroup): ReactNode => (
    <Ticks
      names={TICKS[group]}
      labels={words.ticks}
      ticked={answers.ticked}
      toggle={(name) => say({ ticked: toggled(answers.ticked, name) })}
    />
  );
  return (
    <div className="questions">
      <PersonPart {...props} />
      <Question label={words.groups.devices} wide testid="reception-devices">
        {ticks('devices')}
      </Question>
      <Question label={words.groups.medicines} wide testid="reception-medicines">
        {!answers.noMedicines && ticks('medicines')}
        {!answers.noMedicines && <Medicines {...props} />}
        <Ticks
          names={['none']}
          labels={{ none: words.medicine.none }}
          ticked={new Set(answers.noMedicines ? ['none'] : [])}
          toggle={() =>
            say({ noMedicines: !answers.noMedicines, ...(!answers.noMedicines && withoutMedicines(answers)) })
          }
        />
      </Question>
      <Question label={words.groups.allergy} wide testid="reception-allergy">
        {!answers.noAllergies && <Allergies {...props} ticks={ticks} />}
        <Ticks
          names={['none']}
          labels={{ none: words.noAllergies }}
          ticked={new Set(answers.noAllergies ? ['none'] : [])}
          toggle={() =>
            say({ noAllergies: !answers.noAllergies, ...(!answers.noAllergies && withoutAllergies(answers)) })
          }
        />
      </Question>
      {(['body', 'family', 'meals'] as const).map((group) => (
        <Question key={group} label={words.groups[group]} wide testid={`reception-${group}`}>
          {ticks(group)}
        </Question>
      ))}
      <Question label={words.careLevel}>
        <Choice
          testid="reception-care-level"
          label={words.careLevel}
          none={words.notSaid}
          names={CARE_LEVELS}
          labels={words.careLevels}
          chosen={answers.careLevel}
          choose={(careLevel) => say({ careLevel })}
        />
      </Question>
      <Question label={words.language}>
        <Choice
          testid="reception-language"
          label={words.language}
          none={words.notSaid}
          names={LANGUAGES_SPOKEN}
          labels={words.languages}
          chosen={answers.language}
          choose={(language) => say({ language })}
        />
      </Question>
    </div>
  );
}

function PersonPart({ words, answers, say, faults }: QuestionsProps): ReactNode {
  const isWrong = faults.includes('birth');
  return (
    <>
      <Question label={words.person} testid="reception-person">
        <div className="reception-lines">
          <Line label={words.name} value={answers.name} write={(name) => say({ name })} testid="reception-name" />
          <Line label={words.kana} value={answers.kana} write={(kana) => say({ kana })} testid="reception-kana" />
        </div>
      </Question>
      <Question label={words.birth}>
        <div className="reception-birth">
          <label className="reception-line">
            <span>
              <Text>{words.eraLabel}</Text>
            </span>
            <select
              value={answers.era}
              data-testid="reception-era"
              autoComplete="off"
              onChange={(event) => say({ era: ERA_NAMES.find((era) => era === event.target.value) ?? 'showa' })}
            >
              {ERA_NAMES.map((era) => (
                <option key={era} value={era}>
                  {words.eras[era]}
                </option>
              ))}
            </select>
          </label>
          {(['year', 'month', 'day'] as const).map((part) => (
            <Line
              key={part}
              label={words[part]}
              value={answers[part]}
              write={(value) => say({ [part]: value })}
              testid={`reception-${part}`}
              numeric
              longest={part === 'year' ? 4 : 2}
              wrong={isWrong}
            />
          ))}
        </div>
        {isWrong && (
          <p className="question-problem" role="alert">
            <Text>{words.faults.birth}</Text>
          </p>
        )}
      </Question>
      <Question label={words.sex} wide>
        <OneOf
          names={SEXES}
          labels={words.sexes}
          chosen={answers.sex}
          choose={(sex) => say({ sex })}
          none={words.notSaid}
        />
      </Question>
    </>
  );
}

function Medicines({ words, answers, say, faults }: QuestionsProps): ReactNode {
  const { medicines } = answers;
  const write = (index: number, part: Partial<Medicine>): void =>
    say({ medicines: medicines.map((each, at) => (at === index ? { ...each, ...part } : each)) });
  return (
    <>
      {medicines.map(({ name, days }, index) => (
        <div className="reception-medicine" key={index}>
          <Line
            label={words.medicine.name(index + 1)}
            value={name}
            write={(value) => write(index, { name: value })}
            testid={`reception-medicine-${index}`}
          />
          <Line
            label={words.medicine.days}
            value={days}
            write={(value) => write(index, { days: value })}
            testid={`reception-days-${index}`}
            numeric
            longest={3}
            wrong={faults.includes('days')}
          />
        </div>
      ))}
      {faults.includes('days') && (
        <p className="question-problem" role="alert">
          <Text>{words.faults.days}</Text>
        </p>
      )}
      {medicines.length < MOST_MEDICINES && (
        <button
          type="button"
          className="button"
          data-testid="reception-more-medicines"
          onClick={() => say({ medicines: [...medicines, { name: '', days: '' }] })}
        >
          <Text>{words.medicine.add}</Text>
        </button>
      )}
    </>
  );
}

function Allergies({
  words,
  answers,
  say,
  ticks,
}: QuestionsProps & { ticks: (group: TickGroup) => ReactNode }): ReactNode {
  return (
    <>
      <p className="reception-sub">
        <Text>{words.foodsLabel}</Text>
      </p>
      <Ticks
        names={FOODS}
        labels={words.foods}
        ticked={answers.foods}
        toggle={(name) => say({ foods: toggled(answers.foods, name) })}
      />
      <div className="reception-medicine">
        <Line
          label={words.otherFood}
          value={answers.otherFood}
          write={(otherFood) => say({ otherFood })}
          testid="reception-other-food"
        />
        <Line
          label={words.drugAllergy}
          value={answers.drugAllergy}
          write={(drugAllergy) => say({ drugAllergy })}
          testid="reception-drug-allergy"
        />
      </div>
      {ticks('allergy')}
    </>
  );
}

interface ChoiceProps<Name extends string> {
  testid: string;
  label: string;
  none: string;
  names: readonly Name[];
  labels: Readonly<Record<Name, string>>;
  chosen: Name | null;
  choose: (name: Name | null) => void;
}

function Choice<Name extends string>(props: ChoiceProps<Name>): ReactNode {
  const { testid, label, none, names, labels, chosen, choose } = props;
  return (
    <select
      className="reception-select"
      aria-label={plain(label)}
      data-testid={testid}
      autoComplete="off"
      value={chosen ?? ''}
      onChange={(event) => choose(names.find((name) => name === event.target.value) ?? null)}
    >
      <option value="">{plain(none)}</option>
      {names.map((name) => (
        <option key={name} value={name}>
          {plain(labels[name])}
        </option>
      ))}
    </select>
  );
}

/** "None" and some at once would be a slip. */
function withoutMedicines({ ticked }: ReceptionAnswers): Partial<ReceptionAnswers> {
  return { ticked: without(ticked, TICKS.medicines), medicines: [{ name: '', days: '' }] };
}

function withoutAllergies({ ticked }: ReceptionAnswers): Partial<ReceptionAnswers> {
  return { ticked: without(ticked, TICKS.allergy), foods: new Set(), otherFood: '', drugAllergy: '' };
}

function without(ticked: ReadonlySet<string>, names: readonly string[]): Set<string> {
  return new Set([...ticked].filter((name) => !names.includes(name)));
}
