import { templateLabel, type PushTemplate } from '../../domain/push-templates';
import type { Town } from '../../domain/town';
import { previewSite } from '../preview/site';
import { peopleOf } from './people';
import { LANDMARKS } from './town';

/** The preview's pages with the town's people and map. */
export const demoSite = (out: string, town: Town) =>
  previewSite({
    out,
    people: () => peopleOf(town),
    landmarks: () => LANDMARKS.filter(({ name }) => town.places.some((place) => place.name === name)),
    grids: () =>
      town.grids.map(({ name, border }) => ({
        name,
        points: border.map(([longitude, latitude]) => ({ latitude, longitude })),
      })),
    messages: () => {
      const held = Object.entries(town.messageTemplates ?? {});
      return Object.fromEntries(held.map(([name, { id }]) => [id, templateLabel(name as PushTemplate)]));
    },
  });
