import { plural } from '../plural.js';
import type { jaDevice } from './ja-device.js';

export const enDevice: typeof jaDevice = {
  pin: {
    make: 'Choose a PIN for this device',
    makeMore:
      'Reports and what you are writing are kept on the device, encrypted with this PIN: 6 to 12 digits. Share it with those who use the device.',
    oldRows: 'The reports that are already on this device are encrypted as well.',
    forgotten:
      'If the PIN is forgotten, nobody can bring back reports that were not sent: send early. After 10 wrong tries all reports on the device are deleted.',
    label: 'PIN (at least 6 digits)',
    again: 'The same PIN again',
    useIt: 'Start with this PIN',
    working: 'Checking',
    faults: {
      short: 'Use at least 6 digits.',
      easy: 'Not one digit repeated, and not digits in a row.',
      differs: 'The two PINs differ.',
    },
    locked: 'The screen is locked',
    lockedMore: 'With the PIN you go on where you were. No network is needed.',
    lockedSending: 'With the PIN you go on where you were. Reports that wait are being sent meanwhile.',
    wrong: 'The PIN is wrong.',
    triesLeft: (count) =>
      `After ${plural(count, 'more wrong try', 'more wrong tries')} the reports on this device are deleted.`,
    unlock: 'Open',
    lock: 'Lock',
    forgot: 'If you forgot the PIN',
    wipe: 'Delete what is on this device and start anew',
    wipeReally: 'Reports not sent are lost. Delete',
    wiped:
      'What was on this device is gone. Write the reports that were not sent again, or tell them by telephone or on paper.',
    settings: 'Lock and PIN',
    lockAfter: 'Lock when unused for',
    minutes: (count) => plural(count, 'minute'),
    change: 'Change the PIN',
    changed: 'The PIN was changed.',
    old: 'Present PIN',
    next: 'Next',
    notSealed: 'Over this connection reports cannot be encrypted on the device (it needs https).',
  },
  enrol: {
    title: 'Enrolling this device',
    working: 'Asking headquarters',
    done: (name) => `Enrolled as “${name}”. You can report from this device.`,
    failed: {
      code: 'This code cannot be used (already used, expired or withdrawn). Ask headquarters for a new one.',
      wait: 'Too many wrong codes: wait a few minutes, then try again.',
      unreachable: 'Headquarters cannot be reached. Try again where there is a network.',
    },
    again: 'Try again',
    enter: 'Enter an enrolment code',
    enterMore: 'The code that headquarters made (such as ab3d-9kmn-xy27)',
    start: 'Enrol',
  },
  sender: {
    title: 'Who reports here',
    nobody: 'Nobody yet (reports will be by whoever signs in next)',
    signIn: 'Sign in with an account',
    signOut: 'Sign out',
    waits: (name, count) => `${plural(count, 'report')} by “${name}” waiting. Sent when they sign in.`,
    handOver: (name) => `Send them as “${name}” (both names are kept)`,
  },
  qr: {
    show: 'Hand over by QR',
    showMore: 'Read it with the camera of another device; that device then sends for this one.',
    step: (at, of) => `${at} of ${of}`,
    next: 'Next QR',
    taken: (count) => `${plural(count, 'report')} taken in. This device sends them.`,
    tooLong: (count) => `${plural(count, 'report')} too long for a QR code: hand over by file.`,
    title: 'Reports of another device',
    bad: 'This QR cannot be read. Please try again.',
  },
};
