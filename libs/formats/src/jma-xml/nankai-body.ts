import type { NankaiStage, NankaiStatement } from '@hinomi/contracts';
import { child, children, childText, descend, errorAt, textOf, type XmlElement } from '../xml/element.js';
import type { JmaHead } from './report.js';

/** 地震関連情報番号コード → stage. */
const BY_CODE: Readonly<Record<string, NankaiStage>> = {
  '111': 'investigating',
  '112': 'investigating',
  '113': 'investigating',
  '120': 'megaquake-warning',
  '130': 'megaquake-caution',
  '190': 'ended',
  '200': 'routine',
  '210': 'explanation',
  '219': 'explanation',
};

/** The second witness, for codes that are missing or new: the keyword that stands beside the name of the information. */
const BY_KEYWORD: readonly (readonly [RegExp, NankaiStage])[] = [
  [/巨大地震警戒/, 'megaquake-warning'],
  [/巨大地震注意/, 'megaquake-caution'],
  [/調査中/, 'investigating'],
  [/調査終了/, 'ended'],
];

/**
 * Reads VYSE50, 51, 52, 60; 51 and 52 have one title and differ in their code. VYSE50 that names its stage neither by code nor
 * by keyword is refused: it could be anything from an alarm to its end.
 */
export function readNankai(telegram: 'VYSE50' | 'VYSE51' | 'VYSE60', head: JmaHead, body: XmlElement): NankaiStatement {
  const named = descend(body, 'EarthquakeInfo', 'InfoSerial');
  const [code, name] = [childText(named, 'Code'), childText(named, 'Name')];
  const stage = stageOf(telegram, code, `${name ?? ''} ${head.title}`);
  if (stage === null) throw errorAt(body, 'its stage is not named', { below: '/EarthquakeInfo/InfoSerial' });
  return {
    hazard: 'nankai',
    telegram: stage === 'routine' && telegram === 'VYSE51' ? 'VYSE52' : telegram,
    stage,
    name,
    nextAdvisory: childText(body, 'NextAdvisory'),
  };
}

function stageOf(telegram: 'VYSE50' | 'VYSE51' | 'VYSE60', code: string | null, words: string): NankaiStage | null {
  if (telegram === 'VYSE60') return 'subsequent-caution';
  const known = code !== null && Object.hasOwn(BY_CODE, code) ? BY_CODE[code] : undefined;
  if (known !== undefined) return known;
  if (telegram === 'VYSE51') return 'explanation';
  const spoken = BY_KEYWORD.find(([keyword]) => keyword.test(words.normalize('NFKC')))?.[1];
  return spoken ?? (code === null ? null : 'unknown');
}

/** What is said, when more follows, and last what the kinds of information mean. */
export function readNankaiTexts(body: XmlElement): string[] {
  const said = child(body, 'EarthquakeInfo');
  return [
    childText(said, 'Text'),
    ...children(body, 'Text').map(textOf),
    childText(body, 'NextAdvisory'),
    childText(said, 'Appendix'),
  ].filter((text) => text !== null);
}
