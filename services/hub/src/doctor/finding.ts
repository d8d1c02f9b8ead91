export type Verdict = 'well' | 'warning' | 'wrong';

/** One thing that was looked at: how it is, in words, and what to do where it is not well. */
export interface Finding {
  about: 'settings' | 'machine' | 'data' | 'certificate' | 'log' | 'store' | 'issuer' | 'hub' | 'feeds' | 'backup';
  verdict: Verdict;
  words: string;
  remedy: string | null;
}

type About = Finding['about'];

export function well(about: About, words: string): Finding {
  return { about, verdict: 'well', words, remedy: null };
}

export function warning(about: About, words: string, remedy: string): Finding {
  return { about, verdict: 'warning', words, remedy };
}

export function wrong(about: About, words: string, remedy: string): Finding {
  return { about, verdict: 'wrong', words, remedy };
}

const MARKS: Readonly<Record<Verdict, string>> = { well: 'ok     ', warning: 'WARNING', wrong: 'WRONG  ' };

/** A line each, with what to do below it. */
export function findingLines(findings: readonly Finding[]): string[] {
  return findings.flatMap(({ about, verdict, words, remedy }) => [
    `${MARKS[verdict]} ${about}: ${words}`,
    ...(remedy === null ? [] : [`        → ${remedy}`]),
  ]);
}

/** The first names of many. */
export function some(names: readonly string[]): string {
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} …` : names.join(', ');
}
