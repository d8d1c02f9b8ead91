import type { ReactNode } from 'react';
import { easy } from '../../words/accessibility/easy.js';
import { en } from '../../words/accessibility/en.js';
import { ja } from '../../words/accessibility/ja.js';
import { OPEN_CRITERIA, type OpenCriterion } from '../../words/accessibility/open-criteria.js';
import { useWords } from '../../words/language-context.js';
import { Ruby } from '../../words/ruby.js';

const CATALOGUES = { ja, en, easy };
const CRITERIA = Object.keys(OPEN_CRITERIA) as OpenCriterion[];

/** How far everybody can use this page, and how that is known. */
export default function AccessibilityPart(): ReactNode {
  const text = CATALOGUES[useWords().language];
  return (
    <div className="accessibility" data-testid="accessibility">
      <p>
        <Ruby>{text.aim}</Ruby>
      </p>
      <h4>
        <Ruby>{text.tested}</Ruby>
      </h4>
      <ul>
        {text.how.map((each) => (
          <li key={each}>
            <Ruby>{each}</Ruby>
          </li>
        ))}
      </ul>
      <h4>
        <Ruby>{text.open}</Ruby>
      </h4>
      <table className="keys">
        <tbody>
          {CRITERIA.map((criterion) => (
            <tr key={criterion}>
              <th scope="row">{criterion}</th>
              <td>
                <strong>
                  <Ruby>{text.states[OPEN_CRITERIA[criterion]]}</Ruby>
                </strong>
                <br />
                <Ruby>{text.criteria[criterion]}</Ruby>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        <Ruby>{text.help}</Ruby>
      </p>
    </div>
  );
}
