/** Telegram parse against a bare XML parse of the same bytes: the same tokeniser with the same checks and nothing built. */
import { parseJmaXml } from '@hinomi/formats';
import { SaxesParser } from 'saxes';
import { clock, table, ratio } from './measures.mjs';
import { families } from './telegrams.mjs';

const decoder = new TextDecoder('utf-8', { fatal: true });

/** Without listeners the parser still reads, checks and resolves every name. */
export function bareXml(bytes) {
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', () => {});
  parser.on('text', () => {});
  parser.write(decoder.decode(bytes)).close();
}

function rate(work, bytes, seconds) {
  const began = clock();
  let count = 0;
  while (clock() - began < seconds * 1000) {
    for (let n = 0; n < 10; n += 1) work(bytes);
    count += 10;
  }
  return count / ((clock() - began) / 1000);
}

/** The sides alternate, so that a busy moment falls on both; the best of each is compared. */
export function benchParse({ rounds, seconds }) {
  const results = families().map(({ name, bytes }) => {
    const best = { bare: 0, parse: 0 };
    for (const work of [bareXml, parseJmaXml]) rate(work, bytes, seconds);
    for (let round = 0; round < rounds; round += 1) {
      best.bare = Math.max(best.bare, rate(bareXml, bytes, seconds));
      best.parse = Math.max(best.parse, rate(parseJmaXml, bytes, seconds));
    }
    return { family: name, bytes: bytes.byteLength, ...best, ratio: best.bare / best.parse };
  });
  const rows = results.map((each) => [
    each.family,
    each.bytes,
    Math.round(each.parse),
    Math.round(each.bare),
    ratio(each.ratio),
  ]);
  console.log('\nTelegram parse, against a bare XML parse (saxes, same bytes)\n');
  console.log(table([['family', 'bytes', 'parse /s', 'bare /s', 'time ratio'], ...rows]));
  return results;
}
