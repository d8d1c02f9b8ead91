import { expect, it } from '@jest/globals';
import { encodeClaim, encodeUpsert, instantFromMillis } from '@hinomi/contracts';
import { MemoryEventLog } from '@hinomi/testing';
import { TestBoundaries } from '../rollups/rollup-world.suite.js';
import { DeltaJournal } from './delta-journal.js';
import { OnPictureEvent } from './on-picture-event.js';
import { Pictures } from './pictures.js';
import { pictureFeature as feature } from '@hinomi/testing';

const MANY = 500;

it('has read all that was on the log before it is ready to answer', async () => {
  const log = new MemoryEventLog('log', () => instantFromMillis(0));
  await log.append('picture', [encodeClaim('test')]);
  await log.append(
    'picture',
    Array.from({ length: MANY }, (_, index) => encodeUpsert(feature({ id: `one-${index}` }), 0)),
  );
  const pictures = new Pictures(log, new TestBoundaries());
  const reading = new OnPictureEvent(log, pictures, new DeltaJournal());
  await reading.onModuleInit();
  expect(pictures.all.map(({ isCaughtUp }) => isCaughtUp)).toEqual([true, true]);
  expect(pictures.of('real').memory.find(`one-${MANY - 1}`)).toBeDefined();
  await reading.onModuleDestroy();
});
