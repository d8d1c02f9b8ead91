import { describe, expect, it } from '@jest/globals';
import { redactFields, redactText } from './redact.js';

describe('a log line', () => {
  it('shows no secret, at any depth', () => {
    const line = JSON.stringify(
      redactFields({
        headers: { Authorization: 'Bearer aaa', cookie: 'sid=bbb', accept: 'x/y' },
        form: { client_secret: 'ccc', password: 'ddd', code: 'eee', refresh_token: 'fff', grant_type: 'g' },
        list: [{ apiToken: 'ggg' }],
        url: 'http://localhost/cb?code=hhh&state=iii&scope=openid',
        store: 'postgresql://hinomi:jjj@db:5432/hinomi',
        said: 'got Bearer kkk.lll from eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJtIn0.c2ln',
      }),
    );
    expect(line).not.toMatch(/aaa|bbb|ccc|ddd|eee|fff|ggg|hhh|iii|jjj|kkk|lll|eyJ/);
    expect(line).toContain('"accept":"x/y"');
    expect(line).toContain('scope=openid');
    expect(line).toContain('postgresql://hinomi:***@db:5432/hinomi');
  });

  it('shows no secret of what writes itself', () => {
    const account = { toJSON: () => ({ password: 'aaa', name: 'taro' }) };
    const url = new URL('postgresql://hinomi:bbb@db:5432/hinomi?token=ccc');
    const line = JSON.stringify(redactFields({ account, url, at: new Date(0) }));
    expect(line).not.toMatch(/aaa|bbb|ccc/);
    expect(line).toContain('"name":"taro"');
    expect(line).toContain('hinomi:***@db:5432');
    expect(line).toContain('1970-01-01T00:00:00.000Z');
  });

  it('shows nothing of a person', () => {
    const line = JSON.stringify(
      redactFields({ ip: '192.0.2.7', request: { remoteAddress: '192.0.2.8', email: 'a@b' } }),
    );
    expect(line).not.toMatch(/192\.0\.2|a@b/);
  });

  it('keeps what helps to find a bug', () => {
    const cause = new Error('no answer from http://u:p@feed.example/');
    const error = Object.assign(new Error('poll failed', { cause }), { code: 'log.unavailable' });
    const fields = redactFields({ error, trace: 'a1', bytes: new Uint8Array(3), count: 2, gone: undefined });
    expect(fields).toMatchObject({
      error: {
        message: 'poll failed',
        reason: 'log.unavailable',
        cause: { message: expect.stringContaining('u:***@') },
      },
      trace: 'a1',
      bytes: '3 bytes',
      count: 2,
    });
    expect((fields['error'] as { stack: string }).stack).toContain('redact.spec');
  });

  it('survives what goes round in circles', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    expect(() => JSON.stringify(redactFields({ circle }))).not.toThrow();
  });

  it('leaves ordinary words alone', () => {
    for (const words of ['accepted 3 events of jma-eqvol', 'state=open', 'a tsunami warning, code 52']) {
      expect(redactText(words)).toBe(words);
    }
  });
});
