/** What happened in the demo town during the last two months, beside the stories told one by one; the same in every run. */
import { categoryOf, type Town } from '../../../domain/town';
import { locate } from '../../../domain/geography';
import { draft, place, type Step, type Story } from '../story';
import { staffOpenid } from '../people';
import { Chance } from '../../chance';
import { Choice } from './choice';
import { COURSES, type CourseName } from './courses';
import { INDOORS } from './matters-indoors';
import { OUTDOORS } from './matters-outdoors';
import { PEOPLE } from './matters-people';
import type { Matter } from './matter';
import { Spots, type Spot } from './spots';
import { agree, type Scene } from './turns';

const STORIES = 138;
const WORKDAYS = 42;
/** Above 1: the nearer to the present, the more of them. */
const CROWDING = 1.7;
const NEIGHBOURS = 90;
/** How much of the limit passes until a closing is proposed. */
const SHARE_TAKEN = 0.6;
const SEED = 20_261;
const MORNINGS = ['08:40', '09:05', '09:50', '10:20', '11:10'];
const TIMES = [...MORNINGS, '14:40', '15:15', '19:40', '20:30'];

/** Oldest first. @param town in which it happens */
export function pastStories(town: Town): Story[] {
  const chance = new Chance(SEED);
  const spots = new Spots(chance);
  const matters = [...OUTDOORS, ...INDOORS, ...PEOPLE];
  const drawn = [...chance.shuffled(matters), ...chance.shuffled(matters), ...chance.shuffled(matters)];
  const choice = new Choice();
  return drawn.slice(0, STORIES).map((matter, index) => {
    const filedAgo = Math.ceil(WORKDAYS * (1 - index / STORIES) ** CROWDING);
    const scene = sceneOf(matter, filedAgo, town, chance);
    const steps = stepsOf(scene, choice.courseFor(scene), spots.for(matter), town);
    return { name: `past-${index}`, steps };
  });
}

function sceneOf(matter: Matter, filedAgo: number, town: Town, chance: Chance): Scene {
  const { finish } = categoryOf(town, matter.categoryId);
  const limitDays = finish.unit === 'workingDays' ? finish.amount : 0;
  const days = Math.min(5, Math.ceil(limitDays * SHARE_TAKEN));
  const number = String(chance.between(1, NEIGHBOURS)).padStart(2, '0');
  return {
    matter,
    resident: `demo-neighbour-${number}`,
    filedAgo,
    time: chance.of(days === 0 ? MORNINGS : TIMES),
    hasPhone: chance.next() < 0.6,
    limitDays,
    days,
    chance,
  };
}

function stepsOf(scene: Scene, name: CourseName, spot: Spot | undefined, town: Town): Step[] {
  const hasPhone = name === 'pleasedByPhone' || scene.hasPhone;
  const { verification } = categoryOf(town, scene.matter.categoryId);
  const turns = COURSES[name].turns.filter((turn) => verification !== 'none' || turn !== agree);
  return [fileStep({ ...scene, hasPhone }, name, spot, town), ...turns.map((turn) => turn(scene))];
}

const ENDINGS = ['', '', '', '麻烦抽空来看看。', '谢谢你们。', '希望能早点处理。', '大家都盼着呢。'];
const CAPACITIES = ['visit', 'visit', 'walkIn', 'meeting', 'phone'];

function fileStep(scene: Scene, name: CourseName, spot: Spot | undefined, town: Town): Step {
  const { matter, resident, filedAgo, time, hasPhone, chance } = scene;
  const words = matter.words.replaceAll('{place}', spot?.landmark ?? '') + chance.of(ENDINGS);
  const fields = {
    categoryId: matter.categoryId,
    words,
    place: spot ? place(spot) : { kind: 'none' },
    ...(hasPhone && { phone: `1380000${chance.between(1000, 9999)}` }),
  };
  const when = { workdaysAgo: filedAgo, time };
  if (!name.startsWith('recorded')) return { ...when, by: resident, action: 'submitConcern', input: draft(fields) };
  const input = draft({ ...fields, capacity: chance.of(CAPACITIES) });
  return { ...when, by: staffOpenid(hearerAt(spot, town)), action: 'recordConcern', input };
}

/** The officer of the grid; where there is none, the duty desk. */
function hearerAt(spot: Spot | undefined, town: Town): string {
  const gridId = spot && locate(spot, town).gridId;
  return town.grids.find(({ id }) => id === gridId)?.officers[0]?.staffId ?? town.dutyDesk.firstId;
}
