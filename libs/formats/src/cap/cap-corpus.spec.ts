import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { HubError } from '@hinomi/contracts';
import { parseCap } from './parse-cap.js';

const corpus = `${process.env['HINOMI_CORPUS'] ?? new URL('../../../../../shared/data', import.meta.url).pathname}/cap`;
const present = existsSync(corpus);

/** What must not be taken, with what a person would say about it. Every other file is an alert somebody issued. */
const REFUSED: Readonly<Record<string, { why: string; code: string; path: string }>> = {
  'feeds/meteoalarm-legacy-atom-poland.xml': {
    why: 'a list of alerts, none itself',
    code: 'report.unsupported',
    path: '/feed',
  },
  'google/xee.cap': { why: 'tries to make the reader fetch files', code: 'report.unreadable', path: '/' },
  'malformed/canada_errors.cap': { why: 'an update of nothing', code: 'report.invalid', path: '/alert/references' },
  'malformed/invalid.cap': { why: 'for whom is it?', code: 'report.invalid', path: '/alert/scope' },
  'malformed/no_optional_fields.cap': {
    why: 'an alert that says nothing',
    code: 'report.invalid',
    path: '/alert/info',
  },
  'malformed/noaa_errors.cap': { why: 'where is it?', code: 'report.invalid', path: '/alert/info/area/polygon' },
  'world/alertswiss-POA-1216107687-4.json': { why: 'not XML', code: 'report.unreadable', path: '/' },
  'world/alertswiss-TEST-1163.json': { why: 'not XML', code: 'report.unreadable', path: '/' },
};

const files = present
  ? readdirSync(corpus, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(xml|cap|json)$/.test(file))
      .sort()
  : [];
const bytesOf = (file: string): Uint8Array => readFileSync(`${corpus}/${file}`);

(present ? describe : describe.skip)(`CAP corpus${present ? '' : ' (absent: set HINOMI_CORPUS)'}`, () => {
  it('holds what this table speaks of', () => {
    expect(files).toEqual(expect.arrayContaining(Object.keys(REFUSED)));
    expect(files.length).toBeGreaterThan(40);
  });

  it('takes every alert that somebody issued', () => {
    const refused = files
      .filter((file) => !(file in REFUSED))
      .flatMap((file) => {
        try {
          parseCap(bytesOf(file));
          return [];
        } catch (error) {
          return [`${file}: ${String(error)}`];
        }
      });
    expect(refused).toEqual([]);
  });

  it.each(files.filter((file) => file in REFUSED))('refuses %s and says where', (file) => {
    const expected = REFUSED[file];
    try {
      parseCap(bytesOf(file));
    } catch (error) {
      expect(error).toBeInstanceOf(HubError);
      expect(error).toMatchObject({ code: expected?.code, place: { line: expect.any(Number), path: expected?.path } });
      return;
    }
    throw new Error(`was read: ${expected?.why}`);
  });
});
