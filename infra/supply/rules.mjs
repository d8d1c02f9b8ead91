/** Of what is shipped: licences that ask for no more than their text to go along. */
export const ALLOWED = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'Unlicense',
  'Zlib',
];

/** What only builds and tests: it reaches nobody. */
export const ALLOWED_FOR_WORK = [...ALLOWED, 'CC-BY-4.0', 'CC0-1.0', 'MPL-2.0', 'OFL-1.1', 'Python-2.0'];

/** Packages that say something else, each with what holds and why. */
export const EXCEPTIONS = {
  '@fontsource/noto-sans-jp': { licence: 'OFL-1.1', why: 'a font, shipped unchanged under its own name' },
  rgbcolor: { licence: 'MIT', why: 'its package offers a choice of two and names one by a file' },
  'splaytree-ts': { licence: 'BSD-3-Clause', why: 'its package misspells the name; the text in it is BSD-3-Clause' },
  'xmlhttprequest-ssl': { licence: 'MIT', why: 'its package names none; the text in it is MIT' },
};

/** Packages that run a program of their own while they are installed. */
export const INSTALL_SCRIPTS = {
  '@parcel/watcher': 'chooses a binary for the machine; of Nx',
  '@swc/core': 'chooses a binary for the machine; compiles specs',
  'core-js': 'prints a line; of jsPDF',
  lmdb: 'chooses a binary for the machine; the embedded log',
  'msgpackr-extract': 'chooses a binary for the machine; of lmdb',
  nx: 'looks for its binary; the build',
  'unrs-resolver': 'chooses a binary for the machine; of Jest and ESLint',
};

/** What comes along, or is fetched by a command of the project, and is no package of npm. */
export const BESIDE = [
  { name: 'Natural Earth', licence: 'public domain', how: 'in the map, through the package world-atlas' },
  {
    name: '気象庁「予報区等GISデータ」',
    licence: '気象庁の利用規約（出典を記す）',
    how: 'representative points computed from it, in the approximate areas',
  },
  {
    name: 'Apache Kafka',
    licence: 'Apache-2.0',
    how: 'not shipped: Maven fetches what `infra/kafka/pom.xml` names, containers use the image of `docker-compose.yml`',
  },
  {
    name: 'PostgreSQL with PostGIS',
    licence: 'PostgreSQL, GPL-2.0-or-later',
    how: 'not shipped: a server of its own, spoken to over its protocol',
  },
  { name: 'HAProxy', licence: 'GPL-2.0-or-later', how: 'not shipped: a program of its own in front of a cluster' },
  { name: 'Keycloak', licence: 'Apache-2.0', how: 'not shipped: an issuer beside the hub, where one is wanted' },
  { name: 'Node.js', licence: 'MIT', how: 'not shipped: the base image of `Dockerfile`, or the machine’s own' },
];
