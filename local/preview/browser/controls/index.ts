import type { ComponentSpace } from 'glass-easel';
import type { Router } from '../router';
import { defineBoxes } from './boxes';
import { defineChoices } from './choices';
import { defineMap } from './map';
import { definePicker } from './picker';
import { definePictures } from './pictures';
import { defineScrolling } from './scrolling';
import { defineWriting } from './writing';

/** Makes every built-in component of tags.ts known. */
export function registerControls(space: ComponentSpace, router: Router): void {
  defineBoxes(space, router);
  defineScrolling(space);
  defineWriting(space);
  defineChoices(space);
  definePicker(space);
  definePictures(space);
  defineMap(space);
}
