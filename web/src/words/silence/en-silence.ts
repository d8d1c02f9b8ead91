import type { SilenceWords } from './ja-silence.js';

export const enSilence: SilenceWords = {
  title: 'No word',
  open: 'See where no word has come from, though it should have',
  asking: 'Counting',
  failed: 'The hub does not answer. This is its answer before.',
  nowhere: 'Nowhere is shaking of 6- or more, or level 4 or more, now.',
  counts: (units, allUnits, shelters, allShelters) =>
    `Nothing has come from ${units} of ${allUnits} municipalities and ${shelters} of ${allShelters} shelters.`,
  municipalities: 'Municipalities without a word',
  shelters: 'Shelters without a word',
  kinds: { municipality: 'municipality', shelter: 'shelter' },
  columns: { name: 'Name', minutes: 'No word for', hazard: 'Hazard', shelters: 'Shelters', phone: 'Telephone' },
  minutes: (minutes) => (minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`),
  never: 'never reported',
  heard: (time) => `before that at ${time}`,
  places: (count) => String(count),
  enter: 'Enter what they say',
  first: (count) => `The tables show ${count} each; the CSV has all of them (up to 500).`,
  note: 'Where shaking was 6- or more (or 5- or more without a reading), or the level (or its equivalent) is 4 or more, and since it began there was not one report of the state of a shelter, nor from the field (roads, lifelines, damage). Readings of sensors and lists of places do not count. No report does not mean safe.',
  csvHeads: [
    ...[
      'Kind',
      'Municipality',
      'Name',
      'No word (min)',
      'Since',
      'Hazard',
      'Severity',
      'Last report',
      'Telephone',
      'Lat lng',
    ],
  ],
};
