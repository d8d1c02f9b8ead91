import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { encodeRemove } from '@hinomi/contracts';
import { openKafkaLog } from '@hinomi/event-log';
import { HubProcess, eventually, temporaryFolder } from '@hinomi/testing';
import { startKafka, whyNoKafka, type RunningKafka } from '../infra/kafka/kafka.mjs';
import { FOLD, REBUILD, TELEGRAM, command, failingCommand } from './command.js';

jest.setTimeout(300_000);

const reason = await whyNoKafka();
const withKafka = reason === null ? describe : describe.skip;
const folder = temporaryFolder('kafka-hub');

withKafka(`the hub on Apache Kafka${reason === null ? '' : ` (${reason})`}`, () => {
  let kafka: RunningKafka;
  const start = (dataDir: string): Promise<HubProcess> =>
    HubProcess.start({
      dataDir: path.join(folder.path, dataDir),
      env: { HINOMI_LOG: 'kafka', HINOMI_KAFKA_BROKERS: kafka.brokers.join(',') },
    });

  beforeAll(async () => {
    kafka = await startKafka({ brokers: 1, dir: path.join(folder.path, 'kafka') });
  });
  afterAll(async () => {
    await kafka?.stop();
    folder.remove();
  });

  it('plays the drill, takes a telegram, and shows both again after a kill', async () => {
    const hub = await start('hub');
    const started = await hub.fetch('api/v1/drills/noto-2024/start', 'demo-operator', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ speed: 60 }),
    });
    expect(started.status).toBe(202);
    await eventually(
      () => hub.picture(true),
      (picture) => picture.features.some((feature) => feature.properties.layer === 'tsunami'),
    );
    const { status, body } = await hub.post('jma-xml', command(TELEGRAM, ['earthquake']));
    expect(status).toBe(202);
    const hazard = body.accepted[0]?.hazardId;
    await eventually(
      () => hub.picture(),
      (picture) => picture.features.some((feature) => feature.id === hazard),
    );
    await hub.end('SIGKILL');

    const elsewhere = await start('another-folder');
    const real = await elsewhere.picture();
    expect(real.features.map((feature) => feature.id)).toContain(hazard);
    const drill = await eventually(
      () => elsewhere.picture(true),
      (picture) => picture.features.length > 0,
    );
    expect(
      drill.features.every((feature) => feature.properties.exercise !== null || feature.properties.layer === 'drill'),
    ).toBe(true);
    await elsewhere.end('SIGINT');
  });

  it('is checked as it runs: a feature that somebody removed by hand is found, and comes back by a rebuild', async () => {
    const hub = await start('checked');
    const { body } = await hub.post('jma-xml', command(TELEGRAM, ['tsunami']));
    const hazard = String(body.accepted[0]?.hazardId);
    await eventually(
      () => hub.picture(),
      ({ features }) => features.some((feature) => String(feature.id).startsWith(hazard)),
    );
    const env = {
      HINOMI_LOG: 'kafka',
      HINOMI_KAFKA_BROKERS: kafka.brokers.join(','),
      HINOMI_DATA_DIR: path.join(folder.path, 'checked'),
    };
    expect(command(FOLD, ['--check'], env)).toMatch(/^real: equal: \d+ features/m);
    expect(failingCommand(REBUILD, [], env)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('stop it first'),
    });

    const log = await openKafkaLog({ brokers: kafka.brokers, clientId: 'by-hand' });
    let victim: { id: string; epoch: number } | null = null;
    for await (const { key, value, headers } of log.read('picture', [])) {
      if (value !== null && key.startsWith(hazard)) victim = { id: key, epoch: Number(headers['epoch']) };
    }
    if (victim === null) throw new Error('nothing of the hazard is on the log');
    await log.append('picture', [encodeRemove(victim.id as Parameters<typeof encodeRemove>[0], victim.epoch)]);
    await log.close();
    const found = failingCommand(FOLD, ['--check'], env);
    expect(found).toMatchObject({ status: 1, stdout: expect.stringContaining(`missing    ${victim.id}`) });

    await hub.end('SIGINT');
    expect(command(REBUILD, [], env)).toContain('real: 1 features differed and were written again:');
    expect(command(FOLD, ['--check'], env)).toMatch(/^real: equal/m);
  });
});
