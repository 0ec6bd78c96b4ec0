import { buildingIn } from '../../domain/building-code';
import { smallTown } from '../../local/demo/small-town';
import { codesOf } from '../../tools/town/codes';
import { BUILDING, BUILDINGS } from '../support/buildings';

test('every building has a code that leads to it, landmarks have none', () => {
  const { places, ...town } = smallTown(NOW);
  const landmarks = places.filter(({ kind }) => kind === 'landmark');
  const codes = codesOf({ ...town, places: [...landmarks, ...BUILDINGS] });
  expect(codes.map(({ id, scene }) => [id, buildingIn(scene)])).toEqual(BUILDINGS.map(({ id }) => [id, id]));
  expect(codes[0]).toEqual({
    id: BUILDING.id,
    name: BUILDING.name,
    grid: '良都社区第一网格',
    scene: `b=${BUILDING.id}`,
    page: 'pages/resident/report/report',
  });
});
