/** Polygons, lines and circles on the map, as SVG. Colours may be #RRGGBBAA, as in WeChat. */
import { pixelsPerMetre, type Pixel, type Place } from './projection';

export interface Polygon {
  points: Place[];
  strokeColor?: string;
  fillColor?: string;
  strokeWidth?: number;
  dashArray?: number[];
  /** Not WeChat's: a name in the middle, for the location chooser. */
  name?: string;
}
export interface Polyline {
  points: Place[];
  color?: string;
  width?: number;
  dottedLine?: boolean;
}
export interface Circle extends Place {
  radius: number;
  color?: string;
  fillColor?: string;
  strokeWidth?: number;
}
export interface Shapes {
  polygons?: Polygon[];
  polyline?: Polyline[];
  circles?: Circle[];
}

const escape = (text: string) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
const attributes = (values: Record<string, string | number | undefined>) =>
  Object.entries(values)
    .map(([name, value]) => (value === undefined ? '' : `${name}="${escape(String(value))}"`))
    .join(' ');

export function drawShapes(shapes: Shapes, toScreen: (place: Place) => Pixel, zoom: number): string {
  const path = (points: Place[]) =>
    points
      .map(toScreen)
      .map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`)
      .join('L');
  const polygons = (shapes.polygons ?? []).map(({ points, strokeColor, fillColor, strokeWidth, dashArray, name }) => {
    const stroke = { stroke: strokeColor ?? '#000000', 'stroke-width': strokeWidth ?? 2 };
    const dashes = dashArray?.some(Boolean) ? dashArray.join(' ') : undefined;
    const shape = { d: `M${path(points)}Z`, fill: fillColor ?? 'none', ...stroke, 'stroke-dasharray': dashes };
    return `<path class="mp-polygon" ${attributes(shape)}/>${name ? label(name, points.map(toScreen)) : ''}`;
  });
  const lines = (shapes.polyline ?? []).map(({ points, color, width, dottedLine }) => {
    const dashes = dottedLine ? '8 6' : undefined;
    const line = { d: `M${path(points)}`, fill: 'none', stroke: color ?? '#000000', 'stroke-width': width ?? 4 };
    return `<path ${attributes({ ...line, 'stroke-dasharray': dashes })}/>`;
  });
  const circles = (shapes.circles ?? []).map((circle) => {
    const { x, y } = toScreen(circle);
    const r = circle.radius * pixelsPerMetre(circle.latitude, zoom);
    const paint = { fill: circle.fillColor ?? 'none', stroke: circle.color ?? '#000000' };
    return `<circle ${attributes({ cx: x, cy: y, r, ...paint, 'stroke-width': circle.strokeWidth ?? 1 })}/>`;
  });
  return [...polygons, ...lines, ...circles].join('');
}

function label(name: string, points: Pixel[]): string {
  const middle = (values: number[]) => (Math.min(...values) + Math.max(...values)) / 2;
  const position = { x: middle(points.map(({ x }) => x)), y: middle(points.map(({ y }) => y)) };
  return `<text class="mp-grid-name" ${attributes(position)}>${escape(name)}</text>`;
}
