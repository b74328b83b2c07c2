import { Problem } from '@/lib/problems';
import { crsPlane } from './affine';
import type { ControlPoint } from './control-points';

/** Names a file of control points beside an image may have, as QGIS gives them: photo.jpg.points, photo.points. */
export const pointsFileNames = (image: string): string[] => [
  `${image}.points`,
  `${image.replace(/\.[^.]*$/, '')}.points`,
];

export const isPointsFileName = (name: string) => /\.points$/i.test(name);

const CRS_LINE = /^#\s*CRS:\s*(.+)$/i;
/** What QGIS calls the four columns, in its later and its earlier versions. */
const COLUMNS = [['mapX'], ['mapY'], ['sourceX', 'pixelX'], ['sourceY', 'pixelY']];

/**
 * Control points as QGIS's georeferencer saves them: mapX,mapY,sourceX,sourceY,enable, before them `#CRS: ...` in later
 * versions. Rows of pixels count down from 0 there (-10 is the tenth); those of other programs may count up.
 * Points that are switched off are left out.
 * @param crs of the map's coordinates; else the file's own; else they are longitude and latitude
 * @throws Problem unreadable; bad-request when the system must be named, or is not known
 */
export function readPointsFile(text: string, crs?: string): ControlPoint[] {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  const own = lines.map((line) => CRS_LINE.exec(line)?.[1]).find(Boolean);
  const rows = lines.flatMap((line, i) => (line.trim() && !line.startsWith('#') ? [{ line, n: i + 1 }] : []));
  const names = (rows.shift()?.line ?? '').split(',').map((name) => name.trim());
  const at = COLUMNS.map((known) => names.findIndex((name) => known.includes(name)));
  if (at.includes(-1)) {
    throw new Problem(
      'unreadable',
      'The file of control points must begin with mapX,mapY,sourceX,sourceY,enable as QGIS writes it.',
    );
  }
  const enable = names.indexOf('enable');
  const points = rows.flatMap(({ line, n }) => {
    const cells = line.split(',').map((cell) => cell.trim());
    if (enable >= 0 && cells[enable] === '0') return [];
    const [mapX, mapY, x, y] = at.map((column) => (cells[column] ? Number(cells[column]) : Number.NaN));
    if (![mapX, mapY, x, y].every(Number.isFinite))
      throw new Problem('unreadable', `Line ${n} of the control points has no four numbers.`, { line: n });
    return [{ map: [mapX!, mapY!] as const, x: x!, y: y! }];
  });
  const down = points.some(({ y }) => y < 0) ? -1 : 1;
  const system = crs ?? own;
  if (!system && points.some(({ map: [x, y] }) => Math.abs(x) > 180 || Math.abs(y) > 90)) {
    throw new Problem(
      'bad-request',
      'The control points do not say in which coordinate system they are; name it as "crs".',
      { parameter: 'crs' },
    );
  }
  const plane = system ? crsPlane(system) : undefined;
  return points.map(({ map, x, y }) => ({
    pixel: [x, y === 0 ? 0 : down * y],
    lngLat: plane ? plane.toLngLat(...map) : [...map],
  }));
}
