import { expect, it } from '@jest/globals';
import { prometheusText } from './prometheus-text.js';

it('writes metrics as Prometheus reads them', () => {
  const text = prometheusText([
    { name: 'sockets', help: 'Open sockets.', type: 'gauge', samples: [{ value: 2 }] },
    { name: 'n_total', help: 'N.', type: 'counter', samples: [{ labels: { realm: 'a"b\\c\n' }, value: 0 }] },
  ]);
  expect(text).toBe(
    '# HELP sockets Open sockets.\n# TYPE sockets gauge\nsockets 2\n' +
      '# HELP n_total N.\n# TYPE n_total counter\nn_total{realm="a\\"b\\\\c\\n"} 0\n',
  );
});
