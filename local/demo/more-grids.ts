/** The other three communities of the demo town: eighteen grids east and south of the six of the small town. */
import type { Town } from '../../domain/town';
import { officers, ring, type Corner } from './small-town';

/**
 * The corners that all grids share, so that there are neither gaps nor overlaps; from south to north, in each row from
 * west to east, in the small town's measure (it lies between 0 and 1).
 */
const CORNERS: Corner[][] = [
  [[0.03, -0.98], [0.35, -1], [0.66, -0.97], [0.99, -1], [1.34, -0.98], [1.66, -1], [1.98, -0.96]],
  [[0, -0.5], [0.33, -0.47], [0.69, -0.51], [1.01, -0.48], [1.32, -0.52], [1.67, -0.49], [2.01, -0.5]],
  [[0.02, 0.04], [0.36, 0], [0.67, 0.03], [0.97, 0.02], [1.33, 0], [1.68, 0.04], [1.97, 0.01]],
  [[0, 0.5], [0.34, 0.46], [0.68, 0.5], [1, 0.48], [1.34, 0.5], [1.66, 0.47], [2, 0.51]],
  [[0.03, 0.97], [0.36, 1], [0.66, 0.96], [0.98, 0.95], [1.32, 0.98], [1.67, 0.96], [1.98, 0.99]],
]; // prettier-ignore

const border = (row: number, column: number): [number, number][] => {
  const at = (up: number, right: number) => CORNERS[row + up]![column + right]!;
  return ring(at(0, 0), at(0, 1), at(1, 1), at(1, 0));
};

/** A community's grids lie in two rows of three, numbered like a page is read. */
const NUMERALS = ['一', '二', '三', '四', '五', '六'];
const ACROSS = 3;

type Quarter = { communityId: string; name: string; north: number; west: number; firstId: number; owners: string[][] };

const gridsOf = ({ communityId, name, north, west, firstId, owners }: Quarter): Town['grids'] =>
  owners.map((ids, index) => ({
    id: `g${firstId + index}`,
    name: `${name}第${NUMERALS[index]}网格`,
    communityId,
    border: border(north - Math.floor(index / ACROSS), west + (index % ACROSS)),
    officers: officers(...ids),
  }));

export const BEIXI = 'beixi';
export const SHACHONG = 'shachong';
export const DUTOU = 'dutou';

/** Some grids have two officers, between whom the load decides; one is vacant. */
const QUARTERS: Quarter[] = [
  {
    communityId: BEIXI,
    name: '北溪社区',
    north: 3,
    west: 3,
    firstId: 7,
    owners: [['s12'], ['s13'], ['s14', 's13'], ['s15'], ['s16'], ['s17', 's16']],
  },
  {
    communityId: SHACHONG,
    name: '沙涌社区',
    north: 1,
    west: 0,
    firstId: 13,
    owners: [['s19'], ['s20', 's19'], ['s21'], ['s22'], ['s23'], []],
  },
  {
    communityId: DUTOU,
    name: '渡头社区',
    north: 1,
    west: 3,
    firstId: 19,
    owners: [['s25'], ['s26'], ['s27', 's26'], ['s28'], ['s29', 's28'], ['s30']],
  },
];

export const MORE_GRIDS: Town['grids'] = QUARTERS.flatMap(gridsOf);
