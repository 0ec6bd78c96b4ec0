/** Named places of the grown town: one landmark in each grid, and buildings where people live. */
import type { Town } from '../../domain/town';
import { SMALL_LANDMARKS } from './small-town';

type Landmark = { name: string; address: string; latitude: number; longitude: number };

const landmark = (name: string, address: string, latitude: number, longitude: number): Landmark => ({
  name,
  address,
  latitude,
  longitude,
});

export const LANDMARKS: Landmark[] = [
  ...SMALL_LANDMARKS,
  landmark('北溪新村', '北溪社区第一网格', 22.4877, 113.3916),
  landmark('学府路口', '北溪社区第二网格', 22.4874, 113.4038),
  landmark('环城花园', '北溪社区第三网格', 22.4879, 113.4156),
  landmark('北溪市场', '北溪社区第四网格', 22.4759, 113.3918),
  landmark('福涌桥头', '北溪社区第五网格', 22.4763, 113.404),
  landmark('城桂公园', '北溪社区第六网格', 22.4757, 113.4157),
  landmark('沙涌大街', '沙涌社区第一网格', 22.4642, 113.3562),
  landmark('永安花园', '沙涌社区第二网格', 22.4638, 113.3683),
  landmark('树涌村口', '沙涌社区第三网格', 22.4644, 113.3801),
  landmark('曹边学堂', '沙涌社区第四网格', 22.4521, 113.3566),
  landmark('西环路口', '沙涌社区第五网格', 22.4518, 113.3686),
  landmark('寿山公园', '沙涌社区第六网格', 22.4523, 113.3799),
  landmark('渡头码头', '渡头社区第一网格', 22.4641, 113.3919),
  landmark('竹秀园', '渡头社区第二网格', 22.4637, 113.4041),
  landmark('渡头新村', '渡头社区第三网格', 22.4643, 113.4158),
  landmark('上塘工业园', '渡头社区第四网格', 22.4519, 113.3921),
  landmark('河滨绿道', '渡头社区第五网格', 22.4522, 113.4039),
  landmark('渡头小学', '渡头社区第六网格', 22.452, 113.4155),
];

/** Where people live in numbered buildings, and how many of them are on the map. */
const ESTATES: Record<string, number> = {
  恒美一村: 4,
  良都新村: 8,
  北溪新村: 6,
  环城花园: 6,
  永安花园: 6,
  渡头新村: 6,
  竹秀园: 4,
};
/** About 60 m from one building to the next, in two rows. */
const STEP = { latitude: 0.0005, longitude: 0.0006 };

function buildingsOf({ name, latitude, longitude }: Landmark): Town['places'] {
  return Array.from({ length: ESTATES[name] ?? 0 }, (_, index) => ({
    id: `${idOf(name)}-b${index + 1}`,
    kind: 'building' as const,
    name: `${name} ${index + 1} 栋`,
    latitude: Number((latitude + STEP.latitude * (index % 2 ? 1 : -1)).toFixed(6)),
    longitude: Number((longitude + STEP.longitude * (Math.floor(index / 2) - 1)).toFixed(6)),
  }));
}

const idOf = (name: string): string => `p${LANDMARKS.findIndex((place) => place.name === name) + 1}`;

export const PLACES: Town['places'] = [
  ...LANDMARKS.map(({ name, latitude, longitude }) => ({
    id: idOf(name),
    kind: 'landmark' as const,
    name,
    latitude,
    longitude,
  })),
  ...LANDMARKS.flatMap(buildingsOf),
];
