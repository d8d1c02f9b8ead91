import { enSensors } from './en-sensors.js';
import { enPublishers } from './en-publishers.js';
import { enNature } from './en-nature.js';
import { enTelegrams } from './en-telegrams.js';
import { enPanels } from './en-panels.js';
import { enPeople } from './en-people.js';
import { enDecisions } from './en-decisions.js';
import { enTablets } from './en-tablets.js';
import { enPast } from './past/en-past.js';
import { enSilence } from './silence/en-silence.js';
import { enAlarms } from './alarms/en-alarms.js';
import { enExports } from './exports/en-exports.js';
import { enNeeds } from './en-needs.js';
import { enField } from './field/en-things.js';
import { enOrders } from './orders/en.js';
import { enDrawings } from './drawings/en.js';
import { enRollups } from './en-rollups.js';
import { enMapLayers, enSearch } from './en-search.js';
import { enThings } from './en-things.js';
import { plural } from './plural.js';
import type { Catalogue } from './words.js';

const age = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h`;
  return plural(Math.floor(seconds / 86_400), 'day');
};

export const en: Catalogue = {
  language: 'en',
  appName: 'Hinomi',
  pageTitle: 'Hinomi — disaster information',
  skipToList: 'Skip to the list',
  close: 'Close',
  back: 'Back',
  cancel: 'Cancel',
  none: 'None',
  unknown: 'Unknown',
  separator: ', ',
  colon: ': ',
  age,
  ago: (ms) => `${age(ms)} ago`,
  duration: (ms) => age(ms),

  top: {
    japan: 'All Japan',
    home: 'Home area',
    goHome: 'Back to the home view',
    language: 'Language',
    you: 'You',
    settings: 'Display',
    help: 'Help',
    theme: { label: 'Brightness', light: 'Day', dark: 'Night' },
  },
  live: {
    live: 'Live',
    updated: (ms) => `updated ${age(ms)} ago`,
    starting: 'Connecting',
    startingMore: 'Receiving the present situation from the hub.',
    notLive: 'Not live',
    notLiveSince: (clock, ms) => `last updated ${clock} (${age(ms)} ago)`,
    neverLive: 'The hub has not been reached yet.',
    notLiveAdvice:
      'What you see is old. The page reconnects by itself. If this lasts, check the hub and the network, and confirm the situation by telephone, radio or television.',
    lastReport: (ms) => `last report ${age(ms)} ago`,
    noReport: 'no report received yet',
  },
  startUp: {
    failed: 'The hub cannot be reached',
    advice: 'Check that the hub is running. This page keeps trying by itself.',
    loading: 'Loading',
  },

  severity: ['None', 'Information', 'Advisory', 'Warning', 'Danger', 'Emergency'],
  layers: {
    'evacuation-order': 'Evacuation orders',
    earthquake: 'Earthquakes',
    tsunami: 'Tsunami',
    'weather-warning': 'Weather',
    nankai: 'Great earthquakes',
    'legacy-warning': 'Weather (legacy form)',
    'river-flood': 'Rivers',
    alert: 'Other alerts',
    typhoon: 'Typhoons',
    volcano: 'Volcanoes',
    ash: 'Ash fall',
    eew: 'Earthquake early warning',
    'prompt-report': 'Prompt weather reports',
    bulletin: 'Bulletins',
    gdacs: 'Disasters abroad (GDACS)',
    shelter: 'Shelters',
    facility: 'Hospitals and sites',
    resource: 'Supplies and water',
    road: 'Roads',
    lifeline: 'Lifelines',
    report: 'Field reports',
    sensor: 'Sensors',
    need: 'Health needs',
    drawing: 'Drawings',
  },
  intensity: {
    '1': 'Intensity 1',
    '2': 'Intensity 2',
    '3': 'Intensity 3',
    '4': 'Intensity 4',
    '5-?': 'Intensity 5 Lower or more (no reading)',
    '5-': 'Intensity 5 Lower',
    '5+': 'Intensity 5 Upper',
    '6-': 'Intensity 6 Lower',
    '6+': 'Intensity 6 Upper',
    '7': 'Intensity 7',
  },
  badge: {
    '1': '1',
    '2': '2',
    '3': '3',
    '4': '4',
    '5-?': '5?',
    '5-': '5−',
    '5+': '5+',
    '6-': '6−',
    '6+': '6+',
    '7': '7',
  },
  tsunami: {
    none: 'No tsunami',
    forecast: 'Tsunami forecast (slight sea-level change)',
    advisory: 'Tsunami Advisory',
    warning: 'Tsunami Warning',
    'major-warning': 'Major Tsunami Warning',
  },
  ranks: { advisory: 'Advisory', warning: 'Warning', danger: 'Danger Warning', emergency: 'Emergency Warning' },
  elements: {
    'heavy-rain': 'Heavy Rain',
    landslide: 'Landslide',
    'storm-surge': 'Storm Surge',
    flood: 'Flood',
    blizzard: 'Snow-storm',
    'wind-snow': 'Gale and Snow',
    gale: 'Storm',
    wind: 'Gale',
    waves: 'High Waves',
    'heavy-snow': 'Heavy Snow',
    thunder: 'Thunderstorm',
    'snow-melt': 'Snow Melting',
    fog: 'Dense Fog',
    dry: 'Dry Air',
    avalanche: 'Avalanche',
    'low-temperature': 'Low Temperature',
    frost: 'Frost',
    'ice-accretion': 'Ice Accretion',
    'snow-accretion': 'Snow Accretion',
    other: 'Other',
  },
  levelEquivalent: (level) => `Level ${level} equivalent`,
  warningName: (element, rank, level) => (level === null ? `${element} ${rank}` : `Level ${level} ${element} ${rank}`),
  riverName: (river, level) =>
    `${river}: Level ${level} Flood ${level >= 5 ? 'Emergency Warning' : level === 4 ? 'Danger Warning' : level === 3 ? 'Warning' : 'Advisory'}`,
  quakeName: (place, magnitude) =>
    `Earthquake${magnitude === null ? '' : ` ${magnitude}`}${place === null ? ', hypocentre under investigation' : `: ${place}`}`,
  maxIntensity: (name) => `max. ${name.charAt(0).toLowerCase()}${name.slice(1)}`,
  tsunamiName: (category) => category,
  typhoonName: (number, name) =>
    number === null
      ? `Tropical depression${name === null ? '' : ` ${name}`}`
      : `Typhoon ${number}${name === null ? '' : ` (${name})`}`,
  typhoonParts: {
    track: 'Forecast track',
    probability: 'Probability circle',
    storm: 'Storm area',
    gale: 'Gale area',
    'storm-warning': 'Storm warning area',
  },
  magnitudeUnknown: 'M unknown',
  depth: (km) => (km === null ? 'Unknown' : km === 0 ? 'Very shallow' : `about ${km} km`),
  areas: (names, more) =>
    names.join(names.some((name) => name.includes(',')) ? '; ' : ', ') + (more > 0 ? ` and ${more} more` : ''),
  coasts: (count) => plural(count, 'coastal region'),
  prefectureMunicipalities: (prefecture, count) => `${prefecture} (${count})`,
  prefectureNames: (prefecture, names) => `${prefecture} (${names})`,
  abroad: 'Abroad',
  noPlace: 'No place given',

  list: {
    title: 'In force',
    count: (count) => String(count),
    bulletins: 'Commentary and notices',
    routine: 'Routine forecasts and observations',
    recentQuakes: 'Recent earthquakes (24 h)',
    calm: 'No warnings are in force',
    nothingHeard: 'No report has arrived yet',
    nothingHeardMore: 'This page cannot tell whether warnings are in force.',
    calmMore: 'No data does not mean that it is safe.',
    measured: (count) => `But readings are dangerous at ${plural(count, 'place')} (listed below).`,
    hiddenByFilter: (count) => `${plural(count, 'item')} hidden by the filter`,
    showAll: 'Show all',
    issued: (clock) => `issued ${clock}`,
    alsoKinds: (count) => `and ${plural(count, 'more kind')}`,
    hint: 'Arrow keys to move, Enter for details',
  },
  filter: {
    title: 'Filter',
    layers: 'Kinds',
    severity: 'Severity',
    all: 'All',
    atLeast: (word) => `${word} and above`,
  },
  views: { label: 'View', map: 'Map', table: 'Table' },
  map: {
    title: 'Map of disaster information',
    cluster: (count) => `${plural(count, 'place')} together`,
    worst: (severity) => `worst: ${severity}`,
    alsoHere: (count) => `${count} more here`,
    summary: (count, worst) =>
      count === 0
        ? 'Nothing is drawn on the map.'
        : `The map shows ${plural(count, 'item')}. The most severe: ${worst}.`,
    twin: 'The table holds everything the map shows.',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    resetNorth: 'North up',
    attribution: 'Sources',
    place: 'At this place',
    placeNone: 'Nothing is in force at this place.',
    placeNoneMore: 'No information does not mean that it is safe.',
    position: (lat, lng) => `${lat}° N ${lng}° E`,
    approximateZoom: 'Boundaries are approximate. To import exact ones:',
    shapeless: (count: number) =>
      `${count} ${count === 1 ? 'area has' : 'areas have'} no shape here and cannot be drawn. See the list or the table.`,
    unavailable: 'The map cannot be shown',
    unavailableMore: 'This device cannot draw the map. The table holds the same content.',
  },
  cap: {
    urgency: {
      Immediate: 'Immediate',
      Expected: 'Expected (within an hour)',
      Future: 'Future',
      Past: 'Past',
      Unknown: 'Unknown',
    },
    severity: { Extreme: 'Extreme', Severe: 'Severe', Moderate: 'Moderate', Minor: 'Minor', Unknown: 'Unknown' },
    certainty: {
      Observed: 'Observed',
      Likely: 'Likely',
      Possible: 'Possible',
      Unlikely: 'Unlikely',
      Unknown: 'Unknown',
    },
  },
  drill: {
    mark: 'DRILL',
    banner: 'This is a drill, not a real disaster.',
    running: 'Drill running',
    elapsed: (ms) => `${age(ms)} elapsed`,
    end: 'End the drill',
    toReal: 'To the real picture',
    toDrill: 'To the drill',
    ended: 'The drill has ended',
    again: 'Once more',
    idle: 'No drill is running',
    start: 'Start a drill',
    choose: 'Choose a drill',
    minutes: (minutes) => `about ${minutes} min`,
    failed: 'That did not work. Please try again.',
  },
  real: {
    arrived: 'Real disaster information has arrived',
    arrivedMore: 'This is not the drill. Check the real picture.',
    open: 'Open the real picture',
    later: 'Continue the drill',
  },
  sound: {
    on: 'Sound on',
    off: 'Sound off',
    blocked: 'The browser blocks sound. Press to allow it',
    mute: 'Turn the sound off',
    unmute: 'Turn the sound on',
  },
  announce: {
    hazard: (title, severity) => `New: ${severity}, ${title}`,
    removed: (count) => `${plural(count, 'item')} ended`,
  },
  toast: { title: 'New', open: 'Show details' },
  ...enPanels,
  nature: enNature,
  telegrams: enTelegrams,
  publishers: enPublishers,
  things: enThings,
  decisions: enDecisions,
  desk: {
    title: 'Shelter desk',
    open: 'Open the shelter desk',
    report: 'Enter a report',
    print: 'Print the report form',
  },
  chronology: { title: 'Log book', open: 'Open the log book', onMap: (count) => `Entries with a place (${count})` },
  past: enPast,
  alarms: enAlarms,
  silence: enSilence,
  exports: enExports,
  rollups: enRollups,
  search: enSearch,
  mapLayers: enMapLayers,
  orders: enOrders,
  drawings: enDrawings,
  presence: { title: 'Who is here', open: 'Who at headquarters looks where' },
  field: { title: enField.title, open: enField.open, over: enField.over },
  needs: enNeeds,
  tablets: enTablets,
  sensors: enSensors,
  ...enPeople,
};
