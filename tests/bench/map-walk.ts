import { mercatorX, mercatorY } from '@/lib/layers/tiles/cells';

export interface TileAt {
  z: number;
  x: number;
  y: number;
}

/** Places a person looks at, from a dense city to the open country: longitude, latitude. */
const PLACES: [number, number][] = [
  [126.98, 37.55],
  [129.05, 35.18],
  [127.39, 36.34],
  [128.25, 37.75],
  [126.55, 33.4],
];
const [WIDTH, HEIGHT] = [1366, 768];
const TILE = 512;

/** All tiles of a view, in pixels round its middle. */
function view([lon, lat]: [number, number], z: number): TileAt[] {
  const side = 2 ** z;
  const x = mercatorX(lon) * side;
  const y = mercatorY(lat) * side;
  const [halfX, halfY] = [WIDTH / TILE / 2, HEIGHT / TILE / 2];
  const clamp = (value: number) => Math.min(side - 1, Math.max(0, Math.floor(value)));
  const tiles: TileAt[] = [];
  for (let row = clamp(y - halfY); row <= clamp(y + halfY); row++) {
    for (let column = clamp(x - halfX); column <= clamp(x + halfX); column++)
      tiles.push({ z, x: column, y: row });
  }
  return tiles;
}

/** Someone zooms in from the whole country to house numbers, in several places; each tile once. */
export function walk(): TileAt[] {
  const seen = new Map<string, TileAt>();
  for (const place of PLACES) {
    for (let z = 5; z <= 16; z++) {
      for (const tile of view(place, z)) seen.set(`${tile.z}/${tile.x}/${tile.y}`, tile);
    }
  }
  return [...seen.values()];
}
