import { useState, type ReactNode } from 'react';
import { textIn } from '../../../hazards/describe-hazard.js';
import type { HazardGroup } from '../../../hazards/group-hazards.js';
import { useWords } from '../../../words/language-context.js';
import { Ruby } from '../../../words/ruby.js';
import { AlertExtras } from './alert-extras.js';
import { Fact, OwnText, Part } from './facts.js';
import { WebLink } from './web-link.js';

/** A CAP alert: its three scales as given, and its texts in whatever languages it has. */
export function AlertDetail({ group }: { group: HazardGroup }): ReactNode {
  const words = useWords();
  const [chosen, setChosen] = useState<string | null>(null);
  const { properties } = group.worst;
  if (properties.type !== 'alert') return null;
  const { texts } = properties;
  const text = texts.find(({ language }) => language === chosen) ?? textIn(texts, words);
  return (
    <>
      <dl className="facts">
        <Fact name={words.detail.urgency}>
          <Ruby>{words.cap.urgency[properties.urgency]}</Ruby>
        </Fact>
        <Fact name={words.detail.severityAsGiven}>
          <Ruby>{words.cap.severity[properties.severityAsGiven]}</Ruby>
        </Fact>
        <Fact name={words.detail.certainty}>
          <Ruby>{words.cap.certainty[properties.certainty]}</Ruby>
        </Fact>
        <Fact name={words.detail.sender}>
          <span data-agency>
            <Ruby>{text?.senderName ?? properties.sender}</Ruby>
          </span>
        </Fact>
      </dl>
      {texts.length > 1 && (
        <fieldset className="segmented text-languages">
          <legend className="visually-hidden">
            <Ruby>{words.detail.languageOf}</Ruby>
          </legend>
          {texts.map(({ language }) => (
            <label key={language}>
              <input
                type="radio"
                name={`texts-${group.hazardId}`}
                checked={language === text?.language}
                onChange={() => setChosen(language)}
              />
              <span lang={language}>{languageName(language)}</span>
            </label>
          ))}
        </fieldset>
      )}
      {text && (
        <>
          {text.headline !== null && <OwnText text={text.headline} lang={text.language} />}
          <TextPart title={words.detail.instruction} text={text.instruction} lang={text.language} />
          <TextPart title={words.detail.description} text={text.description} lang={text.language} />
          <TextPart title={words.detail.area} text={text.areaDescription} lang={text.language} />
        </>
      )}
      <AlertExtras alert={properties} text={text} />
      <WebLink address={properties.web} />
    </>
  );
}

function TextPart({ title, text, lang }: { title: string; text: string | null; lang: string }): ReactNode {
  if (text === null || text.trim() === '') return null;
  return (
    <Part title={title}>
      <OwnText text={text} lang={lang} />
    </Part>
  );
}

/** A language's name in itself. */
function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
  } catch {
    // Publishers write tags that are none; the tag then is the best name.
    return tag;
  }
}
