import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parseCap } from './parse-cap.js';

const corpus = `${process.env['HINOMI_CORPUS'] ?? new URL('../../../../../shared/data', import.meta.url).pathname}/cap`;
const present = existsSync(corpus);

interface Extras {
  codes?: number;
  incidents?: string[];
  /** Of the first info. */
  eventCodes?: number;
  parameters?: number;
  resources?: string[];
  contact?: string;
  audience?: string;
}

/** What senders of many countries add, taken down by another reader than the hub's; what has no value is not counted. */
const EXTRAS: Readonly<Record<string, Extras>> = {
  'google/canada.cap': { codes: 3, eventCodes: 2, parameters: 5, audience: 'General Public' },
  'google/thunderstorm.cap': { eventCodes: 1, contact: 'BARUFFALDI/JUSKIE' },
  'google/australia.cap': {
    codes: 1,
    eventCodes: 2,
    parameters: 6,
    resources: ['http://www.rfs.nsw.gov.au/dsp_content.cfm?CAT_ID=683'],
  },
  'google/weather.cap': { eventCodes: 1, parameters: 2 },
  'google/43b080713727.cap': { parameters: 1, resources: ['http://www.dhs.gov/dhspublic/getAdvisoryImage'] },
  'oasis-ipaws/v1dot2_appendix_adot1.xml': {
    parameters: 1,
    resources: ['http://www.dhs.gov/dhspublic/getAdvisoryImage'],
  },
  'oasis-ipaws/ipaws-5e6dd964023f1930ef638846.xml': { codes: 1, eventCodes: 1, parameters: 5, resources: [''] },
  'sahana/Myanmar-Flood-MultiLanguage.xml': { incidents: ['Flood'], parameters: 4, contact: '+9567411254' },
  'world/gdacs-cap_1470644.xml': { incidents: ['1470644'], parameters: 14 },
  'world/mo-cap_monsoon.xml': { contact: 'meteo@smg.gov.mo' },
  'wmo/cap_example.xml': { contact: 'info@meteo.gov.sc', audience: 'General Public' },
};

(present ? describe : describe.skip)(
  `what CAP alerts of the corpus say beside${present ? '' : ' (absent: set HINOMI_CORPUS)'}`,
  () => {
    it.each(Object.entries(EXTRAS))('%s', (file, expected) => {
      const { codes, incidents, infos } = parseCap(readFileSync(`${corpus}/${file}`));
      const [info] = infos;
      expect({
        ...(codes.length > 0 && { codes: codes.length }),
        ...(incidents.length > 0 && { incidents }),
        ...(info?.eventCodes.length && { eventCodes: info.eventCodes.length }),
        ...(info?.parameters.length && { parameters: info.parameters.length }),
        ...(info?.resources.length && { resources: info.resources.map(({ uri }) => uri ?? '') }),
        ...(info?.contact && { contact: info.contact }),
        ...(info?.audience && { audience: info.audience }),
      }).toEqual(expected);
    });
  },
);
