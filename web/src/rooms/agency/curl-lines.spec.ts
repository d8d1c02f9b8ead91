import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import type { SubscriptionId } from '@hinomi/contracts';
import { changesLine, makeLine, stateLine, tokenLine } from './curl-lines.js';

const ORIGIN = 'https://hub.example.jp';
const ID = '01K00000000000000000000000' as SubscriptionId;

/** What curl would be given, word by word, by a real shell. */
function wordsOf(line: string): string[] {
  const said = execFileSync('/bin/sh', ['-c', `TOKEN=abc; curl() { printf '%s\\n' "$@"; }; ${line}`], {
    encoding: 'utf8',
  });
  return said.trimEnd().split('\n');
}

describe('lines to paste', () => {
  it('ask for the state and for what follows a number', () => {
    expect(wordsOf(stateLine(ORIGIN, ID)).slice(1)).toEqual([
      ...['-H', 'Authorization: Bearer abc', `${ORIGIN}/api/v1/subscriptions/${ID}/state`],
    ]);
    expect(wordsOf(changesLine(ORIGIN, ID, 7)).at(-1)).toBe(
      `${ORIGIN}/api/v1/subscriptions/${ID}/changes?since=7&wait=25`,
    );
  });

  it('keep a wish as it is, whatever somebody wrote into it', () => {
    const wish = { owner: { purpose: `'; rm -rf $HOME "x" \`y\`` } };
    expect(JSON.parse(wordsOf(makeLine(ORIGIN, wish))[6]!)).toEqual(wish);
  });

  it('put the token of an answer into its variable', () => {
    const answer = '{"access_token":"e.y.J","token_type":"Bearer"}';
    const script = `curl() { echo '${answer}'; }; ${tokenLine(ORIGIN, 'ishikawa', `it's`)}; echo "$TOKEN"`;
    expect(execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' })).toBe('e.y.J\n');
  });
});
