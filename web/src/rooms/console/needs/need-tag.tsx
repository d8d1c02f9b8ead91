import type { ReactNode } from 'react';
import { needArt, needGlyph, needInk, NEED_TAG, type NeedGlyph } from '../../../map/need-marks.js';

interface NeedTagProps {
  need: string;
  urgent: boolean;
  old: boolean;
  /** As on the map, where the number stands on it. */
  text?: string;
  glyph?: NeedGlyph;
}

/** The mark of a need as the map draws it. Its words stand beside it. */
export function NeedTag({ need, urgent, old, text = '', glyph = needGlyph(need) }: NeedTagProps): ReactNode {
  const width = text === '' ? 30 : NEED_TAG.width;
  return (
    <svg className="need-tag" viewBox={`0 0 ${width} ${NEED_TAG.height}`} aria-hidden="true">
      <g strokeLinejoin="round" strokeLinecap="round">
        {needArt({ glyph, urgent, old }, width).map(
          ({ d, fill = 'none', stroke = 'none', width: line = 1, dash, isGlyph }, index) => (
            <path
              key={index}
              d={d}
              fill={fill}
              stroke={stroke}
              strokeWidth={line}
              strokeDasharray={dash?.join(' ')}
              transform={isGlyph ? 'matrix(0.86 0 0 0.86 5 3.7)' : undefined}
            />
          ),
        )}
      </g>
      {text !== '' && (
        <text x="44" y="19.4" fill={needInk(urgent)} textAnchor="middle">
          {text}
        </text>
      )}
    </svg>
  );
}
