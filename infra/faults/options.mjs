import { parseArgs } from 'node:util';
import { FAULTS } from './plan-faults.mjs';

const USAGE = `Usage: npm run faults -- [--target embedded|cluster] [--rounds 5] [--seed 1] [--per-round 8] [--rate 100] [--sockets 100]
  [--tablets 50] [--subscribers 50] [--faults ${Object.keys(FAULTS).join()}] [--brokers 1] [--gateways 2] [--standbys 1]
  [--round-seconds 10] [--fresh-every 20] [--first-round 1] [--go-on] [--report report.md] [--dir /tmp]`;

const NUMBERS = {
  rounds: 5,
  seed: 1,
  'per-round': 8,
  rate: 100,
  sockets: 100,
  tablets: 50,
  subscribers: 50,
  brokers: 1,
  gateways: 2,
  standbys: 1,
  'round-seconds': 10,
  'fresh-every': 20,
  'first-round': 1,
};

/** The words of the command as options; whatever is wrong is told with how it is used. */
export function readOptions(argv) {
  const numbers = Object.keys(NUMBERS).map((name) => [name, { type: 'string' }]);
  const { values } = parseArgs({
    args: argv,
    options: {
      ...Object.fromEntries(numbers),
      target: { type: 'string', default: 'embedded' },
      faults: { type: 'string', default: Object.keys(FAULTS).join() },
      'go-on': { type: 'boolean', default: false },
      report: { type: 'string' },
      dir: { type: 'string' },
    },
  });
  const number = (name) => {
    const text = values[name] ?? String(NUMBERS[name]);
    if (!/^\d+$/.test(text)) throw new Error(`--${name} must be a number, not "${text}".\n${USAGE}`);
    return Number(text);
  };
  const faults = values.faults.split(',').filter((kind) => kind !== '');
  const unknown = faults.filter((kind) => !Object.hasOwn(FAULTS, kind));
  if (unknown.length > 0) throw new Error(`--faults: there is no ${unknown.join(', ')}.\n${USAGE}`);
  if (!['embedded', 'cluster'].includes(values.target)) throw new Error(`--target: ${values.target}?\n${USAGE}`);
  return {
    ...{ target: values.target, faults, goOn: values['go-on'], report: values.report, dir: values.dir },
    ...{ rounds: number('rounds'), seed: number('seed'), perRound: number('per-round'), rate: number('rate') },
    ...{ sockets: number('sockets'), tablets: number('tablets'), subscribers: number('subscribers') },
    ...{ brokers: number('brokers'), gateways: number('gateways'), standbys: number('standbys') },
    ...{
      roundMs: number('round-seconds') * 1_000,
      freshEvery: number('fresh-every'),
      firstRound: number('first-round'),
    },
  };
}
