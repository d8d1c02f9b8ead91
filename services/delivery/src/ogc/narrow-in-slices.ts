import { setImmediate } from 'node:timers/promises';
import { HubError } from '@hinomi/contracts';

/** Short enough that nobody else's answer is noticed to wait. */
const SLICE_MS = 20;
/** The clock is asked once for so many: a feature with an ordinary filter takes less than a microsecond. */
const ASKED_PER = 16;
/** Ordinary filters take 0.1 s over 100,000 features. */
const MOST_MS = 3_000;

/**
 * Those that are wanted. Others are served meanwhile, and what would take too long in all is refused: anybody may write a
 * filter, and this process serves everybody.
 */
export async function narrowInSlices<T>(
  items: readonly T[],
  isWanted: (item: T) => boolean,
  now: () => number = () => performance.now(),
): Promise<T[]> {
  const wanted: T[] = [];
  let spentMs = 0;
  let since = now();
  for (const [index, item] of items.entries()) {
    if (isWanted(item)) wanted.push(item);
    if (index % ASKED_PER !== 0) continue;
    const sliceMs = now() - since;
    if (sliceMs < SLICE_MS) continue;
    spentMs += sliceMs;
    if (spentMs > MOST_MS) {
      throw new HubError('request.invalid', 'The parameter filter asks for more than is worked out at once.', {
        place: { path: '/filter' },
      });
    }
    await setImmediate();
    since = now();
  }
  return wanted;
}
