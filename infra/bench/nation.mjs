/** A nation as a model: what figures come to for 1,741 municipalities. Nothing is measured here. */
import { table } from './measures.mjs';

/** What is assumed, and why; each may be given another value: `--assume municipalities=1741,consoles=3`. */
const ASSUMED = {
  municipalities: [1_741, 'all of Japan, as counted by the Ministry of Internal Affairs'],
  consoles: [3, 'open consoles in each municipality while something happens'],
  prefectureConsoles: [470, 'ten in each of 47 prefectures'],
  watchers: [2_000, 'of ministries, agencies, utilities and broadcasters, all of them seeing the nation'],
  tabletsAMunicipality: [20, 'shelters open at once and reporting, in each municipality that is hit'],
  hitShare: [0.3, 'municipalities hit at once by the largest event planned for (Nankai Trough)'],
  reportMinutes: [30, 'between two reports of one tablet'],
  sensors: [20_000, 'river, rain and tide gauges'],
  sensorMinutes: [10, 'between two readings of one'],
  telegramsAMinute: [60, 'telegrams in the first ten minutes of a great earthquake'],
  featuresATelegram: [4, 'features of the picture that a telegram changes, impacts among them'],
  ownShare: [0.02, 'changes that the interest of one municipality lets through'],
  bytesAFeature: [1_370, 'a quarter of the 5,478 bytes an event and client that `fanout` printed'],
  framesASecond: [
    36_000,
    'of one core, 28 µs each at most: all that the empty pipe of `fanout`, urgent, spends on an event with 200 sockets',
  ],
  cpuMsATelegram: [4.8, 'of one core, for all of the hub but its sockets, as `capacity` printed at 113 a second'],
  cpuUsAReading: [54, 'of one core, for ingest and aggregator together, as docs/bench.md has it'],
  cpuMsAReport: [0.56, "of one core for a tablet's report, as docs/bench.md has it"],
  batchMs: [250, 'in which changes are gathered (delta rule D9)'],
};

export function deriveNation(given) {
  const of = Object.fromEntries(Object.entries(ASSUMED).map(([name, [value]]) => [name, given[name] ?? value]));
  const local = of.municipalities * of.consoles;
  const clients = local + of.prefectureConsoles + of.watchers;
  const readings = of.sensors / of.sensorMinutes / 60;
  const reports = (of.municipalities * of.hitShare * of.tabletsAMunicipality) / of.reportMinutes / 60;
  const telegrams = of.telegramsAMinute / 60;
  const changes = telegrams * of.featuresATelegram + readings + reports;
  const batches = 1_000 / of.batchMs;
  // A client hears of a batch when something in it is for them.
  const heardBy = (share) => batches * (1 - (1 - share) ** (changes / batches));
  const whole = of.watchers + of.prefectureConsoles;
  const frames = whole * heardBy(1) + local * heardBy(of.ownShare);
  const bytes = (whole + local * of.ownShare) * changes * of.bytesAFeature;
  const intakeCores =
    (telegrams * of.cpuMsATelegram + readings * (of.cpuUsAReading / 1_000) + reports * of.cpuMsAReport) / 1_000;
  return {
    assumed: of,
    clients,
    changes,
    frames,
    gatewayCores: frames / of.framesASecond,
    megabitsASecond: (bytes * 8) / 1e6,
    withoutInterests: (clients * changes * of.bytesAFeature * 8) / 1e6,
    intakeCores,
  };
}

export function benchNation(assume) {
  const given = Object.fromEntries(
    (assume ?? '')
      .split(',')
      .filter((text) => text !== '')
      .map((text) => {
        const [name, value] = text.split('=');
        if (!(name in ASSUMED) || !Number.isFinite(Number(value))) throw new Error(`--assume does not know "${text}"`);
        return [name, Number(value)];
      }),
  );
  const result = deriveNation(given);
  console.log('\nA nation as a model. Assumed:\n');
  const rows = Object.entries(ASSUMED).map(([name, [, why]]) => [name, result.assumed[name], why]);
  console.log(table([['what', 'value', 'why'], ...rows]));
  console.log('\nFollows:\n');
  console.log(
    table([
      ['what', 'value'],
      ['clients', result.clients],
      ['changes of the picture', `${result.changes.toFixed(1)} /s`],
      ['frames to clients', `${Math.round(result.frames)} /s`],
      ['cores of gateways for them', result.gatewayCores.toFixed(2)],
      ['to clients, with interests', `${Math.round(result.megabitsASecond)} Mbit/s`],
      ['to clients, if all saw all', `${Math.round(result.withoutInterests)} Mbit/s`],
      ['cores of ingest and aggregator', result.intakeCores.toFixed(2)],
    ]),
  );
  console.log('\nThe model knows no queueing, no loss and no second hub; it says the order of size.');
  return result;
}
