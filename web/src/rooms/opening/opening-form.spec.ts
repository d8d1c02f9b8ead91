import { describe, expect, it } from '@jest/globals';
import { OpenShelterRequest, type Instant } from '@hinomi/contracts';
import { LANGUAGES } from '../../words/languages.js';
import { openingWords } from '../../words/opening/opening-words.js';
import { emptyForm, formOf, requestOf, type OpeningForm } from './opening-form.js';

const AT = '2026-11-26T03:00:00.000Z' as Instant;
const form = (over: Partial<OpeningForm> = {}): OpeningForm => ({
  ...emptyForm('00000000000000000000000001'),
  ...{ kind: 'self-run', name: ' 港の集会所 ', address: ' 石川県七尾市港町 ' },
  ...over,
});
const leaves = (value: unknown, path = ''): string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}/${key}`))
    : [path];

describe('opening a place', () => {
  it('asks for what the form says, as the hub reads it', () => {
    const request = requestOf(form({ position: { lngLat: [136.9712345, 37.0412345], withinMeters: 8 } }), 'r1', AT);
    expect(OpenShelterRequest.parse(request)).toEqual(request);
    expect(request).toMatchObject({ name: '港の集会所', address: '石川県七尾市港町', exercise: 'r1', openedAt: AT });
    expect(request?.lngLat).toEqual([136.97123, 37.04123]);
  });

  it('needs a kind, a name, and a position or an address', () => {
    expect(requestOf(form(), null, AT)).toMatchObject({ lngLat: null });
    expect(requestOf(form({ kind: null }), null, AT)).toBeNull();
    expect(requestOf(form({ name: '  ' }), null, AT)).toBeNull();
    expect(requestOf(form({ address: ' ' }), null, AT)).toBeNull();
  });

  it('comes back as it was to be put right, under the same id', () => {
    const request = requestOf(form(), null, AT) as OpenShelterRequest;
    expect(requestOf(formOf(request), null, AT)).toEqual(request);
  });

  it('has the same words in every language', () => {
    for (const language of LANGUAGES) expect(leaves(openingWords(language))).toEqual(leaves(openingWords('ja')));
  });
});
