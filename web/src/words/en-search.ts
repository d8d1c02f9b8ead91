import { plural } from './plural.js';
import type { MapLayerWords, SearchWords } from './ja-search.js';

export const enMapLayers: MapLayerWords = {
  title: 'On the map',
  note: 'What is switched on comes from the server of whoever provides it. Without it the map of Hinomi stays as it is.',
  opacity: 'Opacity of',
  unreachable: 'Not reachable',
};

export const enSearch: SearchWords = {
  label: 'Search the map',
  placeholder: 'Place, shelter, coordinates',
  key: 'Search (S)',
  clear: 'Clear the search and go back to where the map was',
  results: 'Results',
  searching: 'Searching…',
  none: 'Nothing found. Search by name, reading, coordinates or grid square code.',
  noAnswer: 'The hub does not answer. Only what is on this screen was searched.',
  found: (count) => plural(count, 'result'),
  more: (count) => `${count} more. Add words to narrow it down.`,
  kinds: {
    positions: 'Coordinates',
    squares: 'Grid squares',
    areas: 'Municipalities and prefectures',
    places: 'Shelters',
    hazards: 'In force',
    sensors: 'Stations',
    things: 'Facilities, roads and more',
  },
  position: (lat, lng) => `Latitude ${lat}, longitude ${lng}`,
  order: { 'lat-lng': 'read as latitude, longitude', 'lng-lat': 'read as longitude, latitude' },
  orderEither: 'check the order',
  abroad: 'at sea or abroad',
  square: (code) => `Square ${code}`,
  levels: { first: '80 km', second: '10 km', third: '1 km', half: '500 m', quarter: '250 m' },
  unreadable: {
    form: `Not readable as coordinates. For example: 37.39, 136.90 or 37°23'24" 136°54'`,
    'one-number': 'Only one number: give both latitude and longitude.',
    minutes: 'Minutes go from 0 to 59.',
    seconds: 'Seconds go from 0 to 59.',
    'same-axis': 'Two latitudes, or two longitudes.',
    latitude: 'Latitudes end at 90 degrees.',
    longitude: 'Longitudes end at 180 degrees.',
  },
  went: (name) => `The map shows ${name}. Esc goes back to where it was.`,
  back: 'Back to where the map was.',
  limit: (name) => `Show ${name} only`,
  limited: (name) => `${name} only`,
  unlimit: (name) => `Show everywhere again, not ${name} only`,
  area: 'Area',
  areaNote: 'What belongs to no known area stays.',
};
