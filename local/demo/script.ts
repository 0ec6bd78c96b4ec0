import { NEIGHBOURS } from './past/neighbours';
import { pastStories } from './past/past';
import type { Script } from './demo';
import { STORIES } from './story';
import { demoTown } from './town';

/** What `npm start` shows: the stories told one by one, and two months of the town's past. */
export const DEMO_SCRIPT: Script = { town: demoTown, first: STORIES, past: [...pastStories(demoTown(0)), NEIGHBOURS] };
