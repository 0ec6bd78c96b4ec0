import { previewSite } from '../preview/site';
import { people } from './people';
import { demoTown, LANDMARKS } from './town';

/** The preview's pages with the demo's people and map. */
export const demoSite = (out: string) =>
  previewSite({
    out,
    people,
    landmarks: () => LANDMARKS,
    grids: () =>
      demoTown(0).grids.map(({ name, border }) => ({
        name,
        points: border.map(([longitude, latitude]) => ({ latitude, longitude })),
      })),
  });
