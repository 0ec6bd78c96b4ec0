/** Where things lie on this machine, relative to the project. */
export const DATA_DIR = '.local';
export const PREVIEW_DIR = 'dist/preview';
/** Exists once the demo can be used; says how far it has been played. */
export const DEMO_FILE = `${DATA_DIR}/demo.json`;
/** Holds address and id while `npm start` runs. */
export const RUNNING_FILE = `${DATA_DIR}/running`;
