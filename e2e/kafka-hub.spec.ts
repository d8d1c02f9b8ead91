import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { HubProcess, eventually, temporaryFolder } from '@hinomi/testing';
import { startKafka, whyNoKafka, type RunningKafka } from '../infra/kafka/kafka.mjs';
import { TELEGRAM, command } from './command.js';

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
});
