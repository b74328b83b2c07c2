import type { Geometry, Position } from 'geojson';

const WIDTH = 640;
const HEIGHT = 320;
const EDGE = 14;

/** Lines of positions, and points by themselves. */
function strokes(geometry: Geometry): { points: Position[]; lines: Position[][]; areas: Position[][] } {
  const none = { points: [], lines: [], areas: [] };
  switch (geometry.type) {
    case 'Point':
      return { ...none, points: [geometry.coordinates] };
    case 'MultiPoint':
      return { ...none, points: geometry.coordinates };
    case 'LineString':
      return { ...none, lines: [geometry.coordinates] };
    case 'MultiLineString':
      return { ...none, lines: geometry.coordinates };
    case 'Polygon':
      return { ...none, areas: geometry.coordinates };
    case 'MultiPolygon':
      return { ...none, areas: geometry.coordinates.flat() };
    case 'GeometryCollection': {
      const parts = geometry.geometries.map(strokes);
      return {
        points: parts.flatMap(({ points }) => points),
        lines: parts.flatMap(({ lines }) => lines),
        areas: parts.flatMap(({ areas }) => areas),
      };
    }
  }
}

/** Shapes with many corners are drawn with few: this is a picture a hand wide. */
const MAX_CORNERS = 400;
const thinned = (positions: Position[]) => {
  const step = Math.ceil(positions.length / MAX_CORNERS);
  return step === 1 ? positions : positions.filter((_, i) => i % step === 0 || i === positions.length - 1);
};

/**
 * A small drawing (SVG) of geometries in longitude, latitude, as wide at their latitude as they are; empty
 * when there is nothing to draw.
 * @param name of the picture for screen readers, escaped
 */
export function sketch(geometries: readonly (Geometry | null)[], name: string): string {
  const all = geometries.flatMap((geometry) => (geometry ? [strokes(geometry)] : []));
  const positions = all.flatMap(({ points, lines, areas }) => [...points, ...lines.flat(), ...areas.flat()]);
  if (positions.length === 0) return '';
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon, lat] of positions) {
    west = Math.min(west, lon!);
    south = Math.min(south, lat!);
    east = Math.max(east, lon!);
    north = Math.max(north, lat!);
  }
  const narrow = Math.max(0.05, Math.cos((((south + north) / 2) * Math.PI) / 180));
  const scale = Math.min(
    (WIDTH - 2 * EDGE) / Math.max((east - west) * narrow, 1e-4),
    (HEIGHT - 2 * EDGE) / Math.max(north - south, 1e-4),
  );
  const place = ([lon, lat]: Position) => {
    const x = WIDTH / 2 + (lon! - (west + east) / 2) * narrow * scale;
    const y = HEIGHT / 2 - (lat! - (south + north) / 2) * scale;
    return [x.toFixed(1), y.toFixed(1)] as const;
  };
  const path = (line: Position[]) =>
    `M${thinned(line)
      .map((position) => place(position).join(' '))
      .join('L')}`;
  const draw = ({ points, lines, areas }: ReturnType<typeof strokes>) => {
    const dots = points.map((position) => {
      const [x, y] = place(position);
      return `<circle cx="${x}" cy="${y}" r="4"/>`;
    });
    const area =
      areas.length > 0
        ? `<path fill-opacity=".25" fill-rule="evenodd" d="${areas.map(path).join('')}Z"/>`
        : '';
    const line = lines.length > 0 ? `<path fill="none" d="${lines.map(path).join('')}"/>` : '';
    return `${area}${line}${dots.join('')}`;
  };
  return `<div class="card"><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${name}" style="color:var(--hot)"><g fill="currentColor" stroke="currentColor" stroke-width="1.5" fill-opacity=".7">${all.map(draw).join('')}</g></svg></div>`;
}
