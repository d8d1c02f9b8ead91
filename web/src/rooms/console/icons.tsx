import type { ReactNode } from 'react';
import type { Severity } from '@hinomi/contracts';
import { SEVERITY_SHAPE } from '../../map/marks.js';
import { severityColor, STYLE_INK } from '../../map/palette.js';

/** The fire-watch tower: four legs, a roof, a bell that glows. */
export function BrandMark(): ReactNode {
  return (
    <svg className="brand-mark" viewBox="0 0 32 32" aria-hidden="true">
      <g fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" strokeLinejoin="round">
        <path d="M8.5 12 16 4.5l7.5 7.5z" />
        <path d="M11 12v5h10v-5" />
        <path d="M12 17 9 28.5M20 17l3 11.5M11 21.5h10M10 26h12" />
      </g>
      <circle cx="16" cy="14.3" r="1.7" fill="#ff7a4d" />
    </svg>
  );
}

/** A severity as shape, number and colour at once. Its word stands beside it. */
export function SeverityMark({ severity }: { severity: Severity }): ReactNode {
  const level = severity === 0 ? 1 : severity;
  return (
    <svg className="severity-mark" viewBox="0 0 24 24" aria-hidden="true" data-severity={severity}>
      <path className="severity-shape" d={SEVERITY_SHAPE[severity]} fill={severityColor(severity)} />
      <text x="12" y={severity === 3 ? 20 : 16.8} textAnchor="middle" fill={STYLE_INK[`level:${level}`]}>
        {severity}
      </text>
    </svg>
  );
}

const PATHS = {
  sound: 'M4 9v6h4l5 4V5L8 9zM16 9a4 4 0 0 1 0 6M18.5 6.5a8 8 0 0 1 0 11',
  muted: 'M4 9v6h4l5 4V5L8 9zM16.5 9.5l5 5M21.5 9.5l-5 5',
  help: 'M9.2 9.2a2.9 2.9 0 1 1 4.3 2.6c-.9.5-1.5 1.1-1.5 2.2M12 17.5v.01',
  sun: 'M12 8a4 4 0 1 0 .01 0M12 2.5v2.5M12 19v2.5M2.5 12H5M19 12h2.5M5.3 5.3l1.8 1.8M16.9 16.9l1.8 1.8M5.3 18.7l1.8-1.8M16.9 7.1l1.8-1.8',
  moon: 'M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z',
  close: 'M6 6 18 18M18 6 6 18',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  home: 'M4 11.5 12 4.5l8 7M6.5 10v9.5h11V10',
  alert: 'M12 3 22 20.5H2zM12 9.5v5M12 17.3v.01',
  cut: 'M3 3 21 21M8.5 15.5a5 5 0 0 1 7 0M5 12a10 10 0 0 1 4.5-2.6M14 9.3a10 10 0 0 1 5 2.7M1.8 8.6a15 15 0 0 1 4.7-3M10.5 4.6a15 15 0 0 1 11.7 4M12 19.5v.01',
  sources:
    'M4 6c0-1.7 3.6-3 8-3s8 1.3 8 3-3.6 3-8 3-8-1.3-8-3zM4 6v6c0 1.7 3.6 3 8 3s8-1.3 8-3V6M4 12v6c0 1.7 3.6 3 8 3s8-1.3 8-3v-6',
  back: 'M14.5 5.5 8 12l6.5 6.5',
  person: 'M12 4.2a3.8 3.8 0 1 0 .01 0M4.5 20.5c.6-4.2 3.6-6.3 7.5-6.3s6.9 2.1 7.5 6.3',
  flag: 'M6 21V4M6 4.5h12l-2.5 4 2.5 4H6',
  clock: 'M12 3.5a8.5 8.5 0 1 0 .01 0M12 7.5V12l3.2 2',
  play: 'M8 5.5v13l10.5-6.5z',
  pause: 'M8.5 5.5v13M15.5 5.5v13',
  check: 'M5 12.5 10 17.5 19.5 7',
  search: 'M10.5 4.5a6 6 0 1 0 .01 0M15 15l5.5 5.5',
} as const;

export function Icon({ name }: { name: keyof typeof PATHS }): ReactNode {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.9"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
