import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { THEME_DEFINITIONS } from '@hinomi/contracts';
import { applyMapping, AttributeMapping, Mapping, readCsv } from '@hinomi/formats';
import { parse } from 'yaml';

const read = (file: string): string => readFileSync(new URL(`../../../../${file}`, import.meta.url), 'utf8');
const example = (): unknown => parse(/### Mapping\n\n```yaml\n([\s\S]*?)```/.exec(read('docs/feeds.md'))?.[1] ?? '');

const CSV = `番号,共通ID,施設名,施設名カナ,市町村コード,経度,緯度,確認日時,担当者氏名,市町村名,住所,開設状況,混雑,避難者数,収容人数,飲料水
17,E172020000001X,見本小学校,ミホンショウガッコウ,172022,136.9675,37.0431,2026-09-01 12:00,見本 太郎,七尾市,見本町1,開設中,×,３２０人,300,あと2日分
18,,見本公民館,,17202,136.97,37.05,,,七尾市,見本町2,休館中,,-,,
`;

describe('the mapping in docs/feeds.md', () => {
  it('is one, and has every key there is', () => {
    const written = example();
    const mapping = Mapping.parse(written);
    expect(Object.keys(Mapping.shape).filter((key) => !(key in (written as object)))).toEqual([]);
    const used = Object.values(mapping.attributes).flatMap((attribute) => Object.keys(attribute));
    expect(Object.keys(AttributeMapping.shape).filter((key) => !used.includes(key))).toEqual([]);
  });

  it('is refused with a key that is not in the reference', () => {
    expect(Mapping.safeParse({ ...(example() as object), colour: 'red' }).success).toBe(false);
  });
});

describe('the example mapping that ships', () => {
  const mapping = Mapping.parse(parse(read('infra/sources/mappings/csv-example.yaml')));

  it('names attributes and codes that its theme has', () => {
    const { attributes } = THEME_DEFINITIONS[mapping.theme];
    const wrong = Object.entries(mapping.attributes).flatMap(([name, { values = {}, title }]) => {
      const codes = attributes[name]?.codes;
      if (attributes[name] === undefined) return title === undefined ? [name] : [];
      return Object.values(values).filter((code) => !codes?.includes(code));
    });
    expect(wrong).toEqual([]);
  });

  it('reads a table, keeps a word that no code stands for, and leaves no name of a person', () => {
    const { rows, findings } = applyMapping(readCsv(new TextEncoder().encode(CSV), mapping.key), mapping);
    expect(rows.map(({ key, municipality }) => [key, municipality])).toEqual([
      ['17', '17202'],
      ['18', '17202'],
    ]);
    expect(rows[0]?.attributes).toMatchObject({ eststts: { value: 'open' }, evacueeno: { value: 320 } });
    expect(rows[1]?.attributes).toMatchObject({
      eststts: { value: null, label: '休館中' },
      evacueeno: { value: null },
    });
    expect(findings).toMatchObject([{ rule: 'attribute.code', level: 'mended', place: { line: 3 } }]);
    expect(JSON.stringify(rows)).not.toContain('太郎');
  });
});
