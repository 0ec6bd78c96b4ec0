/** The map component. WeChat's is native; this one draws the same properties on an invented ground. */
import type { ComponentSpace } from 'glass-easel';
import { MapView } from '../map/map-view';
import type { Marker } from '../map/markers';
import type { Place } from '../map/projection';
import { define, type Control } from './define';

const views = new WeakMap<Element, MapView>();

/** The map with this id on the page, for wx.createMapContext. */
export function mapWithId(page: HTMLElement, id: string): MapView | undefined {
  const host = page.querySelector(`#${CSS.escape(id)}`);
  return host ? views.get(host) : undefined;
}

function regionDetail(view: MapView, type: string, causedBy: string) {
  return { type, causedBy, scale: view.zoom, centerLocation: view.center, region: view.region() };
}

function setupMap(control: Control) {
  const view: MapView = new MapView({
    onTap: (place) => control.fire('tap', place),
    onMarker: (markerId, event) => control.fire(event, { markerId }),
    onRegion: (phase, cause) => control.fire('regionchange', regionDetail(view, phase, cause)),
  });
  views.set(control.element, view);
  control.element.prepend(view.element);
  let given: unknown[] = [];
  let included: unknown;
  return {
    sync() {
      const next = ['latitude', 'longitude', 'scale'].map((name) => control.get(name));
      // What the person dragged stays, unless the page says otherwise.
      if (next.some((value, index) => value !== given[index])) {
        const { latitude, longitude } = view.center;
        view.center = {
          latitude: control.number('latitude', latitude),
          longitude: control.number('longitude', longitude),
        };
        view.zoom = control.number('scale', 16);
      }
      given = next;
      view.canScroll = control.get('enableScroll') !== false;
      view.canZoom = control.get('enableZoom') !== false;
      control.element.toggleAttribute('still', !view.canScroll);
      view.markers = (control.get('markers') ?? []) as Marker[];
      view.shapes = Object.fromEntries(['polygons', 'polyline', 'circles'].map((name) => [name, control.get(name)]));
      if (control.flag('showLocation')) {
        const me = { radius: 9, color: '#ffffff', fillColor: '#2f7cf6', strokeWidth: 3, ...view.center };
        view.shapes = { ...view.shapes, circles: [...(view.shapes.circles ?? []), me] };
      }
      const places = control.get('includePoints') as Place[] | undefined;
      if (places?.length && places !== included) view.include(places);
      included = places;
      view.draw();
    },
  };
}

export function defineMap(space: ComponentSpace): void {
  define(space, 'map', {
    flags: [
      'showLocation',
      'enableRotate',
      'showCompass',
      'showScale',
      'enablePoi',
      'enableOverlooking',
      'enableBuilding',
    ],
    values: [
      'enableZoom',
      'enableScroll',
      'latitude',
      'longitude',
      'scale',
      'minScale',
      'maxScale',
      'markers',
      'polygons',
      'polyline',
      'circles',
      'includePoints',
      'setting',
      'subkey',
      'layerStyle',
    ],
    setup: setupMap,
  });
}
