import type { ThingProperties } from '../picture/thing-properties.js';
import { designationFor, DISASTER_KINDS } from '../things/disaster-kinds.js';

/**
 * What a place is for (災害対策基本法 49 条の 4, 49 条の 7): `escape` = 指定緊急避難場所, where one runs to; `stay` = 指定避難所, where one
 * lives for days; `welfare` = 福祉避難所; `undesignated` = opened without a designation.
 */
export const PLACE_PURPOSES = ['escape', 'stay', 'welfare', 'undesignated'] as const;
export type PlacePurpose = (typeof PLACE_PURPOSES)[number];

/** 全国共通避難所・避難場所ID: the major type is its 12th, the minor its 13th character. */
const NATIONAL_ID = /^E\d{10}([12])([012])[1-9A-Za-z]$/;

/** By the national ids, the lists it is in and what its reports call it; empty = nobody says. */
export function placePurposes(properties: ThingProperties): PlacePurpose[] {
  const { attributes, identifiers, theme } = properties;
  const ids = identifiers.flatMap(({ scheme, value }) =>
    scheme === 'national-shelter' ? [NATIONAL_ID.exec(value) ?? []] : [],
  );
  const code = (name: string): unknown => attributes[name]?.value;
  const found: Record<PlacePurpose, boolean> = {
    escape:
      theme === 'evacuation-site' ||
      ids.some(([, major]) => major === '2') ||
      ['spec_emg_evacueeplace', 'assign_emg_shelter'].includes(String(code('division'))) ||
      DISASTER_KINDS.some((kind) => code(designationFor(kind)) === 'yes'),
    stay:
      ids.some(([, major]) => major === '1') ||
      ['spec_shelter', 'spec_emg_evacueeplace'].includes(String(code('division'))),
    welfare: code('type') === 'welf_shelter' || ids.some(([, major, minor]) => major === '1' && minor === '2'),
    undesignated: typeof code('placekind') === 'string' || code('division') === 'unspecified',
  };
  return PLACE_PURPOSES.filter((purpose) => found[purpose]);
}
