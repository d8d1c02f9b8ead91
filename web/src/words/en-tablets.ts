import type { TabletWords } from './ja-tablets.js';

export const enTablets: TabletWords = {
  title: 'Tablets of shelters',
  more: 'Enrol with a QR code; revoke one that was lost.',
  add: 'Enrol a tablet',
  name: 'Name of the tablet (e.g. Gym, reception)',
  shelters: 'Reports for these shelters',
  find: 'Find a shelter to add (name, reading or address)',
  drop: (name) => `Remove ${name}`,
  drill: 'Drill',
  any: 'None chosen: every shelter of the jurisdiction.',
  makeCode: 'Make the QR code',
  codeTitle: (name) => `Enrol “${name}”`,
  codeMore:
    'Read this QR with the camera of the tablet, or open the shelter page on it and enter the code under “Enter an enrolment code”.',
  qrOf: (name) => `QR code that enrols “${name}”`,
  code: 'Enrolment code',
  codeEnds: 'Good until (works once)',
  codeDone: 'Close',
  enrolled: 'Enrolled by, at',
  lastSeen: 'Last heard of',
  states: {
    code: 'Not enrolled yet',
    expired: 'Code expired',
    'in-use': 'In use',
    away: 'Unused for two months',
    revoked: 'Revoked',
  },
  none: 'No tablet has been enrolled.',
  waitingUnknown:
    'How many reports still wait on a tablet is not known here. While a tablet talks to the hub, “last heard of” is renewed every 10 minutes.',
  revoke: 'Revoke',
  revokeOf: (name) => `Revoke “${name}”`,
  revokeMore:
    'The tablet can no longer report, at once. Reports that wait on it are not lost: they can be handed over by file or QR, or sent after signing in with an account.',
  notYours: 'One of the shelters is outside what you may report of.',
};
