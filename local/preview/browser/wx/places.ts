/** Choosing and showing places. */
import { recordCall } from '../bundle';
import { element, isDark, openLayer } from '../dom';
import { MapView } from '../map/map-view';
import { metresBetween, type Place } from '../map/projection';
import { mapWithId } from '../controls/map';
import type { Router } from '../router';
import { api, refuse } from './convention';
import { scripted } from './scripted';

interface Landmark extends Place {
  name: string;
  address: string;
}
interface Grid {
  name: string;
  points: Place[];
}

/** Within this distance the point takes the landmark's own name. */
const AT_LANDMARK_M = 25;

async function loadList<Item>(url: string): Promise<Item[]> {
  const response = await fetch(url).catch(() => undefined);
  return response?.ok ? ((await response.json()) as Item[]) : [];
}

function nameOf(place: Place, landmarks: Landmark[]): { name: string; address: string } {
  const [nearest] = [...landmarks].sort((a, b) => metresBetween(place, a) - metresBetween(place, b));
  if (!nearest) return { name: '地图上的位置', address: '' };
  if (metresBetween(place, nearest) < AT_LANDMARK_M) return nearest;
  return { name: `${nearest.name}附近`, address: nearest.address };
}

function gridShapes(grids: Grid[]) {
  const colours = isDark() ? ['#8ab4ff', '#8ab4ff1f'] : ['#3f78d8', '#3f78d814'];
  const [strokeColor, fillColor] = colours;
  return { polygons: grids.map(({ name, points }) => ({ name, points, strokeColor, fillColor, strokeWidth: 1.5 })) };
}

function landmarkList(landmarks: Landmark[], onChoose: (landmark: Landmark) => void): HTMLElement {
  const rows = landmarks.map((landmark) => {
    const row = element(
      'button',
      { class: 'place-row' },
      element('span', { class: 'place-name', text: landmark.name }),
      element('span', { class: 'place-address', text: landmark.address }),
    );
    row.addEventListener('click', () => onChoose(landmark));
    return row;
  });
  return element('div', { class: 'place-list' }, ...rows);
}

/** The full-screen chooser: the pin stays in the middle, the map moves below it. */
async function openChooser(given: Partial<Place>): Promise<Landmark> {
  const [landmarks, grids] = await Promise.all([loadList<Landmark>('/landmarks.json'), loadList<Grid>('/grids.json')]);
  const here = element('div', { class: 'place-here', role: 'status' });
  const view: MapView = new MapView(
    {
      onTap: (place) => view.moveTo(place),
      onRegion: (phase) => phase === 'end' && describe(),
    },
    true,
  );
  const list = landmarkList(landmarks, (landmark) => view.moveTo(landmark, Math.max(view.zoom, 16)));
  const chosen = (): Landmark => ({ ...nameOf(view.center, landmarks), ...view.center });
  const describe = () => {
    const { name, address } = chosen();
    here.replaceChildren(element('b', { text: name }), element('span', { text: address }));
    for (const row of list.children)
      row.setAttribute('aria-current', String(row.querySelector('.mp-place-name')?.textContent === name));
  };
  const cancel = element('button', { class: 'plain', text: '取消' });
  const done = element('button', { class: 'primary', text: '确定' });
  const pin = element('div', { class: 'center-pin' });
  pin.setAttribute('aria-hidden', 'true');
  const map = element('div', { class: 'place-map' }, view.element, pin);
  const head = element('div', { class: 'place-head' }, cancel, element('span', { text: '选择位置' }), done);
  const layer = openLayer('places', head, map, here, list);
  view.shapes = gridShapes(grids);
  if (given.latitude !== undefined && given.longitude !== undefined) view.moveTo(given as Place);
  else if (grids.length) view.include(grids.flatMap(({ points }) => points));
  else if (landmarks[0]) view.moveTo(landmarks[0]);
  describe();
  return new Promise((resolve, reject) => {
    done.addEventListener('click', () => resolve(chosen()));
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
    cancel.addEventListener('click', () => reject({ errMsg: 'chooseLocation:fail cancel' }));
  }).finally(() => layer.remove()) as Promise<Landmark>;
}

async function chooseLocation(options: Partial<Place>) {
  const answer = scripted<Landmark>('chooseLocation');
  if (answer) return answer;
  const { name, address, latitude, longitude } = await openChooser(options);
  return { name, address, latitude, longitude };
}

function openLocation({ latitude, longitude, name = '', address = '' }: Partial<Landmark> & Place): void {
  recordCall('openLocation', { latitude, longitude, name, address });
  const view = new MapView({}, true);
  view.markers = [{ latitude, longitude, callout: { content: name || '这里', display: 'ALWAYS' } }];
  view.moveTo({ latitude, longitude });
  const close = element('button', { class: 'plain', text: '返回' });
  const head = element('div', { class: 'place-head' }, close, element('span', { text: name || '位置' }));
  const map = element('div', { class: 'place-map' }, view.element);
  const layer = openLayer('places', head, map, element('div', { class: 'place-here', text: address }));
  close.addEventListener('click', () => layer.remove());
}

async function getLocation(name: string) {
  const answer = scripted<Place>(name);
  if (answer) return answer;
  const [landmark] = await loadList<Landmark>('/landmarks.json');
  return { latitude: landmark?.latitude ?? 30.25, longitude: landmark?.longitude ?? 120.15, accuracy: 30 };
}

function createMapContext(router: Router, id: string) {
  const view = () => mapWithId(router.top.element, id) ?? refuse(`there is no map with the id ${id}`);
  return {
    getCenterLocation: api('getCenterLocation', () => view().center),
    getScale: api('getScale', () => ({ scale: view().zoom })),
    getRegion: api('getRegion', () => view().region()),
    moveToLocation: api('moveToLocation', (place: Partial<Place>) => view().moveTo({ ...view().center, ...place })),
    includePoints: api('includePoints', ({ points }: { points: Place[] }) => view().include(points)),
  };
}

export const places = (router: Router) => ({
  chooseLocation: api('chooseLocation', chooseLocation),
  openLocation: api('openLocation', openLocation),
  getLocation: api('getLocation', () => getLocation('getLocation')),
  getFuzzyLocation: api('getFuzzyLocation', () => getLocation('getFuzzyLocation')),
  createMapContext: (id: string) => createMapContext(router, id),
});
