/**
 * The only file that imports zod. Elsewhere write `import * as z from './zod'`, never `import { z }`:
 * the namespace form tree-shakes, the other ships every locale.
 */
import { config } from 'zod';
import { zhCN } from 'zod/locales';

// jitless: WeChat forbids `new Function`, which zod's fast path needs. Must run before any schema is built.
config({ ...zhCN(), jitless: true });

export * from 'zod';
