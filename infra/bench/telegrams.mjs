import { instantFromMillis } from '@hinomi/contracts';
import { SAMPLES, sampleTelegram } from '../../services/ingest/dist/drill/sample-telegrams.js';

export const FIRST_EVENT = 20_300_101_000_000;
const sample = (name) => sampleTelegram(name, { at: instantFromMillis(Date.now()), status: '通常', cancel: false });
const text = new TextDecoder().decode(sample('earthquake'));

/** An earthquake of its own per index: intensity 5+ when urgent, else 3. */
export function telegram(index, urgent) {
  const event = String(FIRST_EVENT + index);
  const xml = text.replace(/(?<=<EventID>)\d+/, event);
  return { event, bytes: urgent ? xml : xml.replaceAll(/(?<=<MaxInt>)[^<]+/g, '3') };
}

/** One telegram of each family that the hub can write itself. */
export const families = () => SAMPLES.map((name) => ({ name, bytes: sample(name) }));
