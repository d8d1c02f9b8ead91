import { describe, expect, it } from '@jest/globals';
import { fixture } from './fixture.suite.js';

function bodyOf(name: string) {
  const { body } = fixture(name);
  if (body.family !== 'nankai') throw new Error(`${name} is not of the family`);
  return body;
}

describe('南海トラフ地震臨時情報 and its relatives', () => {
  it.each([
    ['VYSE50_investigating', 'VYSE50', 'investigating'],
    ['VYSE50_caution', 'VYSE50', 'megaquake-caution'],
    ['VYSE50_warning-by-keyword', 'VYSE50', 'megaquake-warning'],
    ['VYSE50_unknown-code', 'VYSE50', 'unknown'],
    ['VYSE50_ended', 'VYSE50', 'ended'],
    ['VYSE51_second', 'VYSE51', 'explanation'],
    ['VYSE52_routine', 'VYSE52', 'routine'],
    ['VYSE60_subsequent', 'VYSE60', 'subsequent-caution'],
  ])('%s is %s, %s', (name, telegram, stage) => {
    expect(bodyOf(name).statement).toMatchObject({ telegram, stage });
  });

  it('say all that they say: the text, the next report, and last what the kinds mean', () => {
    expect(bodyOf('VYSE50_caution')).toEqual({
      family: 'nankai',
      telegram: 'VYSE50',
      eventId: '20260814191500',
      statement: {
        hazard: 'nankai',
        telegram: 'VYSE50',
        stage: 'megaquake-caution',
        name: '巨大地震注意',
        nextAdvisory: '今後は関連解説情報でお知らせします。',
      },
    });
    expect(fixture('VYSE50_caution').texts).toEqual([
      '　想定震源域の境界でモーメントマグニチュード７．１の地震が起きたと評価しました。',
      '今後は関連解説情報でお知らせします。',
      '情報の種類：調査中、巨大地震警戒、巨大地震注意、調査終了。',
    ]);
  });

  it('state nothing when they are taken back', () => {
    expect(bodyOf('VYSE50_cancel')).toMatchObject({ eventId: '20260814191500', statement: null });
    expect(fixture('VYSE50_cancel').texts).toEqual(['先の情報は誤りでした。取り消します。']);
  });

  it('are refused when nobody could say which stage it is', () => {
    expect(() => fixture('VYSE50_no-stage')).toThrow('its stage is not named');
  });
});
