import type { ReactNode } from 'react';
import type { AlertText, FeatureV1 } from '@hinomi/contracts';
import { useWords } from '../../../words/language-context.js';
import { Ruby } from '../../../words/ruby.js';
import { Fact, OwnText, Part } from './facts.js';
import { WebLink } from './web-link.js';

type Alert = Extract<FeatureV1['properties'], { type: 'alert' }>;

/** What an alert may say beside its text: for whom, how high, by which codes, and with which files. */
export function AlertExtras({ alert, text }: { alert: Alert; text: AlertText | undefined }): ReactNode {
  const words = useWords();
  const { publishers } = words;
  const heights = (alert.heights ?? []).map(({ area, altitudeFeet, ceilingFeet }) =>
    [area, publishers.height(altitudeFeet, ceilingFeet)].filter(Boolean).join(' '),
  );
  const codes = [...(alert.eventCodes ?? []), ...(alert.parameters ?? [])];
  return (
    <>
      <dl className="facts">
        <Own name={publishers.restriction} text={alert.restriction} />
        <Own name={publishers.audience} text={text?.audience} />
        <Own name={publishers.contact} text={text?.contact} />
        <Own name={publishers.incidents} text={alert.incidents?.join(words.separator)} />
        <Own name={publishers.note} text={alert.note} />
        <Fact name={publishers.heights}>{heights.length > 0 && <Ruby>{heights.join(words.separator)}</Ruby>}</Fact>
      </dl>
      {codes.length > 0 && (
        <Part title={publishers.codes}>
          <OwnText text={codes.map(({ valueName, value }) => `${valueName} = ${value}`).join('\n')} lang="und" />
        </Part>
      )}
      {text?.resources && (
        <Part title={publishers.resources}>
          {text.resources.map(({ description, mimeType, uri }) => (
            <div key={`${description} ${uri ?? ''}`}>
              <OwnText text={[description, mimeType].filter(Boolean).join(' · ')} lang={text.language} />
              <WebLink address={uri} {...(uri === null ? {} : { name: uri })} />
            </div>
          ))}
          <p className="detail-note">
            <Ruby>{publishers.resourceNote}</Ruby>
          </p>
        </Part>
      )}
    </>
  );
}

function Own({ name, text }: { name: string; text: string | undefined }): ReactNode {
  return (
    <Fact name={name}>
      {text && (
        <span data-own lang="und">
          {text}
        </span>
      )}
    </Fact>
  );
}
