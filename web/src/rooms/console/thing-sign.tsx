import type { ReactNode } from 'react';
import type { Severity } from '@hinomi/contracts';
import { cornerOf, glyphOf, MARK_BOX, thingArt, type ThingGlyph } from '../../map/thing-marks.js';
import type { ThingFeature } from '../../things/thing-feature.js';
import { thingLook, type ThingLook } from '../../things/thing-silence.js';

interface SignProps {
  glyph: ThingGlyph;
  state?: ThingLook;
  severity?: Severity;
}

/** A sign as the map draws it. Its words stand beside it. */
export function ThingSign({ glyph, state = 'on', severity = 0 }: SignProps): ReactNode {
  const corner = cornerOf(severity, state);
  const { from, size } = MARK_BOX;
  return (
    <svg className="thing-sign" viewBox={`${from} ${from} ${size} ${size}`} aria-hidden="true">
      <g strokeLinejoin="round" strokeLinecap="round">
        {thingArt(glyph, state).map(({ d, fill = 'none', stroke = 'none', width = 1, dash }, index) => (
          <path key={index} d={d} fill={fill} stroke={stroke} strokeWidth={width} strokeDasharray={dash?.join(' ')} />
        ))}
      </g>
      {corner && (
        <g transform={`translate(${corner.at.x} ${corner.at.y}) scale(${corner.at.size / 24})`}>
          <path d={corner.shape} fill={corner.fill} stroke="#10151c" strokeWidth="1.4" />
          <text x="12" y={corner.text === '3' ? 20.5 : 18} fill={corner.ink} textAnchor="middle">
            {corner.text}
          </text>
        </g>
      )}
    </svg>
  );
}

/** At a time of the hub: by it a shelter falls silent. */
export function SignOf({ feature, now }: { feature: ThingFeature; now: number }): ReactNode {
  return <ThingSign glyph={glyphOf(feature)} state={thingLook(feature, now)} severity={feature.severity} />;
}
