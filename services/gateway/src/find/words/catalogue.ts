import type { ja } from './ja.js';

export type WordKey = keyof typeof ja;
/** The texts of one language. */
export type Catalogue = Readonly<Record<WordKey, string>>;
