import { describe, expect, it } from '@jest/globals';
import { HubError } from '@hinomi/contracts';
import { fixtureBytes } from './fixture.suite.js';
import { parseJmaXml } from './parse.js';

function refusal(name: string): HubError {
  try {
    parseJmaXml(fixtureBytes(name));
  } catch (error) {
    if (error instanceof HubError) return error;
    throw error;
  }
  throw new Error(`${name} was read`);
}

describe('what has no meaning is refused, with line and path', () => {
  it.each([
    ['VXSE51_no-intensities', '/Report/Body/Intensity/Observation'],
    ['VXSE52_no-earthquake', '/Report/Body/Earthquake'],
    ['VXSE53_no-event-id', '/Report/Head/EventID'],
    ['VXSE53_no-status', '/Report/Control/Status'],
    ['VXSE53_unknown-info-type', '/Report/Head/InfoType'],
    ['VXSE53_contradiction', '/Report/Control/Title'],
    ['VTSE41_no-coasts', '/Report/Body/Tsunami/Forecast/Item'],
    ['VTSE41_unknown-kind', '/Report/Body/Tsunami/Forecast/Item/Category/Kind'],
    ['VPWW55_no-municipalities', '/Report/Body/Warning'],
    ['VPWW55_cancel-nowhere', '/Report/Body/Warning/Item/Area/Code'],
    ['VXKO_no-level', '/Report/Head/Headline/Information/Item/Kind/Code'],
    ['other_cap-alert', '/alert'],
  ])('%s', (name, path) => {
    const error = refusal(name);
    expect(error).toMatchObject({ code: 'report.invalid', retryable: false, place: { path } });
    expect(error.place?.line).toBeGreaterThan(0);
    expect(error.message).toContain(path);
  });
});

describe('what warns of seconds does not pass as words', () => {
  it.each([
    ['VXSE47_unknown', '緊急地震速報（別の形）'],
    ['VXSE47_realtime-intensity', 'リアルタイム震度'],
  ])('%s', (name, title) => {
    expect(refusal(name)).toMatchObject({ code: 'report.unsupported', message: expect.stringContaining(title) });
  });
});

describe('hostile bytes are refused before they cost anything', () => {
  it.each([
    ['hostile_entity-bomb', 'document type'],
    ['hostile_external-entity', 'document type'],
    ['hostile_deep-nesting', 'nest deeper'],
    ['hostile_truncated', 'unclosed'],
    ['hostile_not-xml', 'outside of root'],
    ['hostile_wrong-encoding', 'not utf-8'],
  ])('%s', (name, why) => {
    const error = refusal(name);
    expect(error).toMatchObject({ code: 'report.unreadable', message: expect.stringContaining(why) });
    expect(error.place?.line).toBeGreaterThan(0);
  });
});
