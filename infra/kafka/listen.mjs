/** Listens to a topic with Kafka's own console consumer, as an agency does. */
import { spawn } from 'node:child_process';
import { kafkaWords } from './kafka.mjs';

/** Between a record and the next one; no value has it. */
const END = '\u0001';
const FORMAT = ['print.headers=true', 'print.key=true', 'key.separator=\u0002', `line.separator=${END}`];

/**
 * `heard` is called for each record from the first on. `ended` resolves to what the consumer said when it ends by itself: whoever
 * is not allowed to listen is told so.
 *
 * @param {{ brokers: string[], file: string, topic: string, group: string, heard: (record: object) => void }} options `file`:
 *   settings of somebody, as add-agency.mjs writes them
 */
export function listen({ brokers, file, topic, group, heard }) {
  const { program, words } = kafkaWords('org.apache.kafka.tools.consumer.ConsoleConsumer', [
    ...['--bootstrap-server', brokers.join(','), '--command-config', file],
    ...['--topic', topic, '--group', group, '--from-beginning'],
    ...FORMAT.flatMap((each) => ['--formatter-property', each]),
  ]);
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  let waiting = '';
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    const parts = (waiting + chunk).split(END);
    waiting = parts.pop();
    for (const part of parts) heard(recordOf(part));
  });
  child.stderr.setEncoding('utf8').on('data', (chunk) => (said += chunk));
  const ended = new Promise((done) => child.once('close', () => done(said + waiting)));
  return {
    ended,
    async stop() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function recordOf(text) {
  const [head, key, value] = text.split('\u0002');
  const headers = head.split(',').map((each) => {
    const at = each.indexOf(':');
    return [each.slice(0, at), each.slice(at + 1)];
  });
  return { headers: Object.fromEntries(headers), key, value };
}
