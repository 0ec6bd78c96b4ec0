/** Where things lie on this machine, relative to the project. */
export const DATA_DIR = '.local';
export const PREVIEW_DIR = 'dist/preview';
/** Exists once the demo has been created completely. */
export const READY_FILE = `${DATA_DIR}/demo-is-ready`;
/** Holds the address while `npm start` runs. */
export const RUNNING_FILE = `${DATA_DIR}/running`;
