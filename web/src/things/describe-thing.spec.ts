import { describe, expect, it } from '@jest/globals';
import { THEME_DEFINITIONS, THEMES } from '@hinomi/contracts';
import { compareVersions } from '../hazards/compare-versions.js';
import { plain } from '../words/ruby-text.js';
import { LANGUAGES, wordsOf } from '../words/words.js';
import { sidesOf, valueText } from './attribute-text.js';
import { agencyText, attributeName, numbersText, stateText, thingPlace, thingTitle } from './describe-thing.js';
import { dangerOf } from './thing-feature.js';
import { thing, SEEN_AT } from './test-thing.suite.js';
import { thingState } from './thing-state.js';
import { isLasting, isOld, OLD_AFTER_MS } from './value-age.js';

const [ja, en] = [wordsOf('ja'), wordsOf('en')];
const nowMs = Date.parse(SEEN_AT);

describe('the words of things', () => {
  it.each(LANGUAGES)('name every theme, attribute and code in %s', (language) => {
    const words = wordsOf(language);
    const attributes: Readonly<Record<string, string>> = words.things.attributes;
    const codes: Readonly<Record<string, string>> = words.things.codes;
    const missing = THEMES.flatMap((theme) =>
      Object.entries(THEME_DEFINITIONS[theme].attributes).flatMap(([name, { codes: known = [] }]) => [
        ...(name in attributes ? [] : [`${theme}.${name}`]),
        ...known.filter((code) => !(code in codes)).map((code) => `${theme}.${name} = ${code}`),
      ]),
    );
    expect(missing).toEqual([]);
  });

  it('say what a clerk was told, and how, in each language', () => {
    expect(['山王公民館（電話）', '電話', '紙・FAX', '石川県'].map((agency) => agencyText(agency, ja))).toEqual([
      '山王公民館（電話）',
      '電話',
      '紙・FAX',
      '石川県',
    ]);
    expect(['山王公民館（電話）', '紙・FAX', '避難所'].map((agency) => agencyText(agency, en))).toEqual([
      '山王公民館 (by telephone)',
      'on paper or by fax',
      'the shelter',
    ]);
  });

  it('call an attribute what it is in its theme, and another’s by its provider’s title', () => {
    const outage = thing({ id: 'o', theme: 'water-outage', attributes: { houseno: 3 } });
    expect(attributeName(outage, 'houseno', ja)).toBe('断水戸数');
    expect(attributeName(thing({ id: 's', attributes: { houseno: 3 } }), 'houseno', ja)).toBe('避難世帯数');
    const own = thing({ id: 's', attributes: { mizu: { value: 'あと2日', title: '飲料水' } } });
    expect(attributeName(own, 'mizu', en)).toBe('飲料水');
  });
});

describe('the state of a thing', () => {
  it.each([
    ['shelter', { eststts: 'open' }, 'on', '開設'],
    ['shelter', { eststts: 'open', crowdstts: 'full' }, 'on', '定員一杯'],
    ['shelter', { eststts: 'open', crowdstts: 'free' }, 'on', '開設'],
    ['shelter', { eststts: 'close' }, 'off', '閉鎖'],
    ['shelter', { eststts: { value: null, label: '様子見' } }, 'unknown', '様子見'],
    ['shelter', {}, 'unknown', '不明'],
    ['water-supply', { estab: 'notaccept' }, 'off', '受入不可'],
    ['road', { passstts: 'road_close' }, 'on', '通行止め・閉鎖'],
    ['road', { passstts: 'road_close', endtime: SEEN_AT }, 'off', '解除・復旧済み'],
    ['road', { passstts: { value: null } }, 'unknown', '不明'],
    ['hospital', { status: 'sup_req' }, 'on', '支援要'],
    ['water-outage', { houseno: 1200 }, 'on', '1,200戸'],
    ['power-outage', { houseno: 300, endtime: '2026-06-01T00:00:00.000Z' }, 'off', '解除・復旧済み'],
    ['fire', { spread: 'spreading' }, 'on', '延焼中'],
    ['fire', { spread: 'contained', endtime: '2026-06-01T00:00:00.000Z' }, 'off', '解消'],
    ['isolated-community', { reachedby: 'helicopter' }, 'on', '孤立集落'],
    ['water-outage', { houseno: 0 }, 'off', '0戸'],
    ['water-outage', { houseno: { value: null } }, 'unknown', '不明'],
    ['damage-count', { deadno: 2, missingno: { value: null } }, 'on', '死者 2人、行方不明 不明'],
    ['landslide', { type: 'debris_flow' }, 'on', '土石流'],
    ['general', {}, 'on', 'その他の報告'],
  ] as const)('%s %j is %s: %s', (theme, attributes, state, text) => {
    const feature = thing({ id: 'x', theme, attributes });
    expect(thingState(feature)).toBe(state);
    expect(stateText(feature, ja)).toBe(text);
  });

  it('counts people only of an open shelter, and says when nobody counted', () => {
    const people = (attributes: Parameters<typeof thing>[0]['attributes'] = {}): string | null =>
      numbersText(thing({ id: 's', attributes: { eststts: 'open', ...attributes } }), en);
    expect(people({ evacueeno: 1200, capacity: 1500 })).toBe('1,200 people (room for 1,500)');
    expect(people({ evacueeno: 0 })).toBe('0 people');
    expect(people({ evacueeno: { value: null } })).toBe('number of people unknown');
    expect(people({ eststts: 'close', evacueeno: 3 })).toBeNull();
  });
});

describe('a thing', () => {
  it('has its own name, or that of its kind', () => {
    expect(thingTitle(thing({ id: 's' }), en)).toBe('見本小学校');
    expect(thingTitle(thing({ id: 'f', theme: 'flooded-area', name: '' }), en)).toBe('Flooded area');
  });

  it('is in its municipality, at its address, or nobody says where', () => {
    const at = { areaCodes: ['17', '17202'] };
    expect(thingPlace(thing({ id: 's', ...at, attributes: { cityname: '七尾市' } }), ja)).toBe('石川県 七尾市');
    expect(thingPlace(thing({ id: 's', ...at, attributes: { cityname: '石川県七尾市' } }), ja)).toBe('石川県 七尾市');
    expect(thingPlace(thing({ id: 's', attributes: { cityname: '七尾市' } }), ja)).toBe('七尾市');
    expect(thingPlace(thing({ id: 's', attributes: { address: '見本町1' } }), ja)).toBe('見本町1');
    expect(thingPlace(thing({ id: 's', ...at }), ja)).toBe('石川県');
    expect(thingPlace(thing({ id: 's' }), ja)).toBe('場所の情報なし');
  });
});

describe('the danger to a thing', () => {
  const over = (designated: 'yes' | 'no' | 'unknown') => ({ feature: 'w', hazardId: 'w', severity: 4, designated });
  const shelter = (...hazards: ReturnType<typeof over>[]) => {
    const feature = thing({ id: 's' });
    return { ...feature, properties: { ...feature.properties, hazards } } as unknown as typeof feature;
  };

  it('is worst where one hazard is not what the place is for, and none where nothing is in force', () => {
    expect(dangerOf(shelter(over('yes'), over('no')))).toBe('at-risk');
    expect(dangerOf(shelter(over('unknown')))).toBe('within');
    expect(dangerOf(shelter())).toBe('none');
    expect(dangerOf(thing({ id: 's' }))).toBe('none');
  });
});

describe('a value', () => {
  const say = (name: string, value: Parameters<typeof valueText>[2], words = en) =>
    valueText(thing({ id: 's' }), name, value, words, nowMs);

  it('is said in the reader’s language, with the provider’s words where they say it otherwise', () => {
    expect(say('eststts', { value: 'open', label: '開設' })).toMatchObject({ text: 'Open', wording: null });
    expect(say('eststts', { value: 'open', label: '開設済' })).toMatchObject({ text: 'Open', wording: '開設済' });
    expect(say('evacueeno', { value: 1200 })).toMatchObject({ text: '1,200', unknown: false });
    expect(say('starttime', { value: '2026-06-01T00:00:00.000Z' }).text).toBe('09:00');
    expect(say('note', { value: '北側から' })).toMatchObject({ text: '北側から', own: true });
    expect(say('petto', { value: true }).text).toBe('Yes');
  });

  it('that is unknown is never 0 and never blank', () => {
    expect(say('evacueeno', { value: null })).toMatchObject({ text: 'Unknown', unknown: true, wording: null });
    expect(say('evacueeno', { value: 0 })).toMatchObject({ text: '0', unknown: false });
    expect(say('eststts', { value: null, label: '様子見' })).toMatchObject({ text: 'Unknown', wording: '様子見' });
  });

  it('gets old after six hours, and a name never does', () => {
    expect(isOld(SEEN_AT, nowMs + OLD_AFTER_MS)).toBe(false);
    expect(isOld(SEEN_AT, nowMs + OLD_AFTER_MS + 1)).toBe(true);
    expect([isLasting('address'), isLasting('evacueeno'), isLasting('eststts')]).toEqual([true, false, false]);
  });

  it('has sides where sources disagree, and none where they agree', () => {
    const values = [
      { agency: '県', value: 10, observedAt: SEEN_AT },
      { agency: '市', value: 12, observedAt: SEEN_AT },
    ];
    const feature = thing({ id: 's', attributes: { evacueeno: 10 }, conflicts: [{ field: 'evacueeno', values }] });
    expect(sidesOf(feature, 'evacueeno').map(({ agency }) => agency)).toEqual(['県', '市']);
    expect(sidesOf(feature, 'capacity')).toEqual([]);
  });
});

describe('the history of a thing', () => {
  it('names what changed, attribute by attribute, and what became known', () => {
    const before = thing({ id: 's', attributes: { evacueeno: { value: null }, eststts: 'open' } });
    const after = thing({ id: 's', attributes: { evacueeno: 12, eststts: 'open', crowdstts: 'free' } });
    expect(compareVersions(before, after, ja, nowMs).map(plain)).toEqual([
      '避難者数：不明 → 12',
      '混み具合：なし → 空き',
    ]);
    expect(compareVersions(after, after, ja, nowMs)).toEqual([]);
  });
});
