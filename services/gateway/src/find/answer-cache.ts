import { keepNewest } from '@hinomi/service-kit';

/** As long as pages may be kept by browsers, halved: together no answer is older than half a minute. */
const KEPT_MS = 10_000;
/** Questions in words alone; a town has fewer. Pages of 40 KB: some 20 MB at most. */
const MOST = 500;

/** Answers to questions that many ask in the same words. Never those with a position in them. */
export class AnswerCache<T> {
  private readonly kept = new Map<string, { atMs: number; answer: T }>();

  constructor(private readonly now: () => number) {}

  of(question: string, work: () => T): T {
    const nowMs = this.now();
    const known = this.kept.get(question);
    if (known !== undefined && nowMs - known.atMs < KEPT_MS && nowMs >= known.atMs) return known.answer;
    const answer = work();
    keepNewest(this.kept, question, { atMs: nowMs, answer }, MOST);
    return answer;
  }
}
