/** Distinct words of a nation's registries: names of agencies, titles of columns, moments of tables. */
const MOST_WORDS = 20_000;

/**
 * Keeps one copy of words that come with every row: what is read from JSON has a copy of its own each time, and with a hundred
 * thousand rows in memory they weigh more than what the rows say. Forgets everything when there are too many.
 */
export class WordPool {
  private readonly words = new Map<string, string>();

  constructor(private readonly limit = MOST_WORDS) {}

  share<T extends string>(word: T): T {
    const known = this.words.get(word);
    if (known !== undefined) return known as T;
    if (this.words.size >= this.limit) this.words.clear();
    this.words.set(word, word);
    return word;
  }
}
