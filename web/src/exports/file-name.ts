import { fieldTime } from '../words/clock.js';

/** What a file is of, for its name. */
export interface Named {
  /** `map`, or which table. */
  what: string;
  /** When what it shows was so. */
  dataMs: number;
  drill: boolean;
  /** The size of a sheet, or nothing. */
  more?: string;
}

/** hinomi-map-20260901-1530-A3.pdf; of a drill hinomi-drill-map-…: the mark comes before what it is of. In Japanese time. */
export function fileName({ what, dataMs, drill, more }: Named, extension: string): string {
  const [day, time] = fieldTime(dataMs).split('T') as [string, string];
  const parts = [
    'hinomi',
    ...(drill ? ['drill'] : []),
    what,
    day.replaceAll('-', ''),
    time.slice(0, 5).replace(':', ''),
  ];
  return `${[...parts, ...(more === undefined ? [] : [more])].join('-')}.${extension}`;
}
