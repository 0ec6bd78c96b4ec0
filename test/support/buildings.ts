import { init } from '@cloudbase/node-sdk';
import { named } from '../../cloudfunctions/town-version';
import type { Town, TownPlace } from '../../domain/town';
import { SMALL_LANDMARKS, smallTown } from '../../local/demo/small-town';
import { accessFrom } from '../../tools/town/connect';
import { publishTown } from '../../tools/town/publish';
import type { LocalTown } from './local-town';

const hengmei = SMALL_LANDMARKS.find(({ name }) => name === '恒美一村')!;
const { latitude, longitude } = hengmei;
/** Buildings in the grid of 恒美网格员. */
export const BUILDING: TownPlace = { id: 'test-hm-3', kind: 'building', name: '恒美一村 3 栋', latitude, longitude };
export const BUILDINGS: TownPlace[] = [
  BUILDING,
  { ...BUILDING, id: 'test-hm-13', name: '恒美一村 13 栋', latitude: latitude + 0.0004 },
];

/** Puts the demo town with these places into force. */
export async function publishPlaces({ cloud }: LocalTown, places: Town['places'] = BUILDINGS): Promise<void> {
  const now = cloud.clock.now();
  const town = smallTown(now);
  await publishTown(init(accessFrom(cloud.adminEnv)), named({ ...town, places: [...town.places, ...places] }), now);
}
