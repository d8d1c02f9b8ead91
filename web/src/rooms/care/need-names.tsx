import { createContext, useContext } from 'react';
import type { NeedCode, NeedsCatalogue } from '@hinomi/contracts';
import { useWords } from '../../words/language-context.js';

type Definition = NeedsCatalogue['needs'][number];

/** What needs and rules are called, as the hub's rules say; null until it has answered. */
export const NeedsCatalogueContext = createContext<NeedsCatalogue | null>(null);

export interface NeedNames {
  catalogue: NeedsCatalogue | null;
  definition: (code: NeedCode) => Definition | null;
  /** In the reader's language; the code itself where the rules do not know it. */
  name: (code: NeedCode) => string;
  brings: (code: NeedCode) => string | null;
  /** Where a rule comes from. */
  source: (code: NeedCode, rule: string) => string | null;
  isReviewed: (code: NeedCode, rule: string) => boolean;
}

export function useNeedNames(): NeedNames {
  const { language } = useWords();
  const catalogue = useContext(NeedsCatalogueContext);
  const definition = (code: NeedCode): Definition | null => catalogue?.needs.find(({ need }) => need === code) ?? null;
  const ruleOf = (code: NeedCode, rule: string) => definition(code)?.rules.find(({ id }) => id === rule);
  return {
    catalogue,
    definition,
    name: (code) => definition(code)?.name[language] ?? code,
    brings: (code) => definition(code)?.brings[language] ?? null,
    source: (code, rule) => ruleOf(code, rule)?.source ?? null,
    isReviewed: (code, rule) => ruleOf(code, rule)?.reviewed ?? false,
  };
}
