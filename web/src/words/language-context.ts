import { createContext, useContext } from 'react';
import { wordsOf, type Words } from './words.js';

export const WordsContext = createContext<Words>(wordsOf('ja'));

export function useWords(): Words {
  return useContext(WordsContext);
}
