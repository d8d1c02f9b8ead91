import { instantFromMillis } from '@hinomi/contracts';
import { sampleTelegram } from '../../services/ingest/dist/drill/sample-telegrams.js';

const FIRST_EVENT = 20_300_101_000_000;
const text = new TextDecoder().decode(
  sampleTelegram('earthquake', { at: instantFromMillis(Date.now()), status: '通常', cancel: false }),
);

/** An earthquake of its own per index: intensity 5+ when urgent, else 3. */
export function telegram(index, urgent) {
  const event = String(FIRST_EVENT + index);
  const xml = text.replace(/(?<=<EventID>)\d+/, event);
  return { event, bytes: urgent ? xml : xml.replaceAll(/(?<=<MaxInt>)[^<]+/g, '3') };
}
