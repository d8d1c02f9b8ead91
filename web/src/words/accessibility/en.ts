import type { AccessibilityWords } from './open-criteria.js';

export const en: AccessibilityWords = {
  aim: 'The aim is WCAG 2.2 level AA (and with it JIS X 8341-3:2016 AA). Nobody outside has tested it, so this is no claim of conformance. All criteria but those below are believed to be met.',
  tested: 'What was tested',
  how: [
    'Each screen by an automatic check (axe), in Japanese, English and easy Japanese.',
    'List, details, reports by telephone, the grid, evacuation orders, the log book and the search for places by keyboard alone.',
    'Enlarged to 400 % (320 pixels wide) nothing scrolls sideways, and every tool can be reached.',
    'Nothing moves where less motion is asked for. Severity is told by shape, pattern, number and words, not by colour alone.',
  ],
  open: 'Criteria that are not met, or that nobody has tested',
  states: { partially: 'partly', 'not tested': 'not tested' },
  criteria: {
    '1.1.1':
      'Photos of shelters are described by place and number only. What the map shows can be read in the table and the list.',
    '1.4.11': 'The contrast of the edges of controls and marks was not measured.',
    '1.4.12': 'Wider spacing of letters and lines was not tried.',
    '1.4.13': 'Esc does not close the card beside the pointer on the map; the lists say the same.',
    '2.2.1':
      'The care room locks after 5 minutes. It says so 30 seconds before and can be told to stay; the time cannot be changed.',
    '2.4.11': 'On a very small screen an open panel lies over the tools until it is closed.',
    '2.5.7':
      'The map moves by dragging, by arrow keys, by search and by the zoom buttons; there are no buttons to move it sideways.',
    '2.5.8':
      'On the tablet of a shelter targets were measured to be 44 pixels and more; in the headquarters they were not measured.',
    '3.3.8': 'The tablet of a shelter wants a PIN to be remembered.',
    '4.1.3': 'News stands in live regions, but was never heard with a real screen reader.',
  },
  help: 'Where the map cannot be used, the table says the same. Tell the administrator of this hub what is in your way.',
};
