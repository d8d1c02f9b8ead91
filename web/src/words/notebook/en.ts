import type { NotebookWords } from './ja.js';

export const en: NotebookWords = {
  camera: 'Read the codes with the camera',
  stop: 'Stop the camera',
  photo: 'Read the codes from a photo',
  note: 'Pictures are neither kept nor sent.',
  starting: 'Starting the camera',
  aim: 'Hold one code at a time before the camera, as large as the picture.',
  progress: (read, total) => `${read} of ${total} codes read`,
  whole: (total) =>
    total === 1 ? 'The code of the medicine notebook is read' : `All ${total} codes of the medicine notebook are read`,
  said: {
    reading: 'Reading',
    read: 'Read. Show the next code.',
    again: 'This code is read already. Show the next one.',
    'other-notebook': 'This code is of another notebook and was not added. If it is somebody else’s, read it for them.',
    prescription: 'This is the code of a prescription. Show the codes of the medicine notebook.',
    'no-notebook': 'This is no code of a medicine notebook.',
    'none-found': 'There is no code in the photo. Take it in good light, with the code as large as possible.',
    'no-picture': 'This picture cannot be opened. Choose another photo.',
  },
  cameras: {
    denied: 'The camera cannot be used. Allow it in the settings of this device, or use a photo or text.',
    'no-camera': 'This device has no camera. Use a photo or text.',
    insecure: 'This page was not opened by https, so the camera cannot be used. Use a photo or text.',
  },
  paste: 'Text of the codes (paste it, or use a hand scanner)',
  takePaste: 'Read this text',
  notCp932: (text) => `Some characters are not in the code of medicine notebooks: ${text}`,
  remove: 'Remove the notebook that was read',
  incomplete: (missing) => `${missing} more codes of the notebook are missing. Read them all, or remove it.`,
};
