/** A disk that forgets: every write to it is waited for, and nothing that a test writes has to survive. */
const { existsSync } = require('node:fs');

const MEMORY = '/dev/shm';
if (existsSync(MEMORY)) process.env.TMPDIR = MEMORY;
