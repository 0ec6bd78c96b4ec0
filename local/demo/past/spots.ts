/** Exact places near the landmarks, spread evenly over the town. */
import { LANDMARKS } from '../places';
import type { Chance } from '../../chance';
import type { Kind, Matter } from './matter';

const KINDS: Record<Kind, string[]> = {
  estate: ['良都新村', '北溪新村', '环城花园', '永安花园', '渡头新村'],
  village: ['恒美一村', '树涌村口', '竹秀园'],
  street: ['梅坪大街', '长寿街', '学府路口', '沙涌大街', '西环路口'],
  market: ['马岭市场', '北溪市场'],
  park: ['城南公园', '城桂公园', '寿山公园'],
  river: ['福涌桥头', '渡头码头', '河滨绿道'],
  school: ['曹边学堂', '渡头小学'],
  works: ['上塘工业园'],
};
const SUFFIXES: Record<Kind, readonly string[]> = {
  estate: ['1 栋楼下', '3 栋门口', '5 栋旁边', '车棚旁', '大门口'],
  village: ['一巷', '二巷口', '祠堂前', '晒场边'],
  street: ['12 号门前', '56 号对面', '公交站旁', '转角处'],
  market: ['东门', '后门', '停车场'],
  park: ['北门', '凉亭旁', '湖边'],
  river: ['石阶旁', '水闸边', '步道'],
  school: ['校门口', '围墙外'],
  works: ['3 号厂房旁', '北门', '物流通道'],
};
/** Well inside a grid. */
const SPREAD_DEGREES = 0.0024;

export type Spot = { landmark: string; name: string; latitude: number; longitude: number };

export class Spots {
  private readonly used = new Map<string, number>();

  constructor(private readonly chance: Chance) {}

  /** At the landmark of a fitting kind that was taken least so far; undefined for what has no place. */
  for({ kinds }: Matter): Spot | undefined {
    const fitting = this.chance.shuffled(kinds.flatMap((kind) => KINDS[kind].map((landmark) => ({ kind, landmark }))));
    const uses = ({ landmark }: { landmark: string }) => this.used.get(landmark) ?? 0;
    const [taken] = fitting.sort((one, other) => uses(one) - uses(other));
    if (!taken) return undefined;
    const { kind, landmark } = taken;
    this.used.set(landmark, uses(taken) + 1);
    const { latitude, longitude } = LANDMARKS.find(({ name }) => name === landmark)!;
    const near = (degrees: number) => Number((degrees + (this.chance.next() - 0.5) * SPREAD_DEGREES).toFixed(6));
    const name = `${landmark}${this.chance.of(SUFFIXES[kind])}`.replace(/(?<=\D)(?=\d)/, ' ');
    return { landmark, name, latitude: near(latitude), longitude: near(longitude) };
  }
}
