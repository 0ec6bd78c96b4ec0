/**
 * The only file that imports zod. Elsewhere write `import * as z from './zod'`, never `import { z }`:
 * the namespace form tree-shakes, the other ships every locale.
 */
import { config } from 'zod';
import { ERROR_MESSAGES } from './errors';

// jitless: WeChat forbids `new Function`, which zod's fast path needs. Must run before any schema is built.
// localeError: where a schema has no sentence of ours, people read the general one, never a library's.
config({ localeError: () => ERROR_MESSAGES.INVALID_INPUT, jitless: true });

export * from 'zod';
