import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { CapAlert, CapInfo } from './cap-alert.js';
import { CAP_READINGS } from './cap-readings.suite.js';
import { parseCap } from './parse-cap.js';

const corpus = `${process.env['HINOMI_CORPUS'] ?? new URL('../../../../../shared/data', import.meta.url).pathname}/cap`;
const present = existsSync(corpus);
const minute = (time: string | null): string => (time === null ? '-' : `${time.slice(0, 16)}Z`);

function linesOf({ status, msgType, sender, sent, references, infos }: CapAlert): string[] {
  const lines = new Map<string, number>();
  for (const info of infos) lines.set(lineOf(info), (lines.get(lineOf(info)) ?? 0) + 1);
  return [
    `${status} ${msgType} ${sender} ${minute(sent)} refs ${references.length}`,
    ...[...lines].map(([line, count]) => (count > 1 ? `${line} ×${count}` : line)),
  ];
}

function lineOf({ language, event, urgency, severity, certainty, expires, areas }: CapInfo): string {
  const count = (what: 'rings' | 'circles' | 'geocodes'): number =>
    areas.reduce((sum, area) => sum + area[what].length, 0);
  return `${language} ${event} ${urgency}/${severity}/${certainty} expires ${minute(expires)} areas ${areas.length} polygons ${count('rings')} circles ${count('circles')} geocodes ${count('geocodes')}`;
}

(present ? describe : describe.skip)(
  `CAP corpus, as read by a person${present ? '' : ' (absent: set HINOMI_CORPUS)'}`,
  () => {
    it('is written down for senders of many countries', () => {
      expect(Object.keys(CAP_READINGS).length).toBeGreaterThan(40);
    });

    it.each(Object.keys(CAP_READINGS))('%s', (file) => {
      expect(linesOf(parseCap(readFileSync(`${corpus}/${file}`)))).toEqual(CAP_READINGS[file]);
    });
  },
);
