import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { HubError } from '@hinomi/contracts';
import { parseCap } from '../cap/parse-cap.js';
import { parseJmaXml } from '../jma-xml/parse.js';
import { REWRITES } from './rewrite-xml.suite.js';

const fixtures = new URL('../../fixtures/', import.meta.url).pathname;
const corpus = process.env['HINOMI_CORPUS'] ?? new URL('../../../../../shared/data', import.meta.url).pathname;

/** What a parser makes of bytes: its result without places, or the code of its refusal; anything else is a crash. */
function outcomeOf(parse: (bytes: Uint8Array) => unknown, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(JSON.stringify(parse(bytes), (key, value: unknown) => (key === 'place' ? undefined : value)));
  } catch (error) {
    if (error instanceof HubError) return error.code;
    throw error;
  }
}

/** Documents in UTF-8 that are read or refused for what they say, not for how they are written. */
function documentsBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return (
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(xml|cap)$/.test(name) && !/hostile|shift-jis|xsd/.test(name))
      .map((name) => `${folder}/${name}`)
      .filter((file) => /^\uFEFF?(<\?xml[^>]*utf-?8|<[^?])/i.test(readFileSync(file, 'utf8').slice(0, 120)))
      // A default namespace can be taken away again, a prefix cannot.
      .filter((file) => !/<!DOCTYPE|xmlns=""/.test(readFileSync(file, 'utf8')))
      .sort()
  );
}

describe.each([
  ['JMA telegrams', parseJmaXml, `${fixtures}jma-xml`],
  ['CAP alerts', parseCap, `${fixtures}cap`],
])('%s of the project', (_what, parse, folder) => {
  const files = documentsBelow(folder);
  it.each(Object.keys(REWRITES))('mean the same %s', (name) => {
    expect(files.length).toBeGreaterThan(5);
    for (const file of files) {
      const xml = readFileSync(file, 'utf8');
      const rewritten = outcomeOf(parse, REWRITES[name]?.(xml) ?? new Uint8Array());
      expect([file, rewritten]).toEqual([file, outcomeOf(parse, new TextEncoder().encode(xml))]);
    }
  });
});

const present = existsSync(corpus);
(present ? describe.each : describe.skip.each)([
  ['JMA telegrams', parseJmaXml, `${corpus}/jma`],
  ['CAP alerts', parseCap, `${corpus}/cap`],
])(`%s of the corpus${present ? '' : ' (absent: set HINOMI_CORPUS)'}`, (_what, parse, folder) => {
  // Larger ones say nothing new and cost most of the time.
  const files = documentsBelow(folder).filter((file) => statSync(file).size < 60_000);
  const read = new Map<string, unknown>();
  const plainOf = (file: string, xml: string): unknown => {
    if (!read.has(file)) read.set(file, outcomeOf(parse, new TextEncoder().encode(xml)));
    return read.get(file);
  };
  it.each(Object.keys(REWRITES))('mean the same %s', (name) => {
    expect(files.length).toBeGreaterThan(20);
    const differing = files.filter((file) => {
      const xml = readFileSync(file, 'utf8');
      const plain = plainOf(file, xml);
      if (plain === 'report.unsupported') return false;
      const rewritten = outcomeOf(parse, REWRITES[name]?.(xml) ?? new Uint8Array());
      return JSON.stringify(rewritten) !== JSON.stringify(plain);
    });
    expect(differing).toEqual([]);
  });
});
