import { expect, it } from 'vitest';
import { affineGeoreference, crsPlane } from '@/lib/imagery/georeference/affine';
import { controlPointGeoreference } from '@/lib/imagery/georeference/control-points';
import { readPointsFile } from '@/lib/imagery/georeference/points-file';
import { readWorldFile } from '@/lib/imagery/georeference/world-file';

const WKT =
  'PROJCRS["Korea 2000 / Central Belt 2010",BASEGEOGCRS["Korea 2000",DATUM["Geocentric datum of Korea",ELLIPSOID["GRS 1980",6378137,298.257222101,LENGTHUNIT["metre",1]]],PRIMEM["Greenwich",0,ANGLEUNIT["degree",0.0174532925199433]],ID["EPSG",4737]],CONVERSION["Korea Central Belt 2010",METHOD["Transverse Mercator",ID["EPSG",9807]],PARAMETER["Latitude of natural origin",38,ANGLEUNIT["degree",0.0174532925199433],ID["EPSG",8801]],PARAMETER["Longitude of natural origin",127,ANGLEUNIT["degree",0.0174532925199433],ID["EPSG",8802]],PARAMETER["Scale factor at natural origin",1,SCALEUNIT["unity",1],ID["EPSG",8805]],PARAMETER["False easting",200000,LENGTHUNIT["metre",1],ID["EPSG",8806]],PARAMETER["False northing",600000,LENGTHUNIT["metre",1],ID["EPSG",8807]]],CS[Cartesian,2],AXIS["northing (X)",north,ORDER[1],LENGTHUNIT["metre",1]],AXIS["easting (Y)",east,ORDER[2],LENGTHUNIT["metre",1]],ID["EPSG",5186]]';
const ROWS = `mapX,mapY,sourceX,sourceY,enable,dX,dY,residual
197946.5297,552481.8221,0,0,1,0,0,0
197972.1297,552481.8221,1280,0,1,0,0,0
197972.1297,552464.7621,1280,-853,1,0,0,0
197946.5297,552464.7621,0,-853,1,0,0,0
0,0,10,-10,0,0,0,0
`;
/** The corners in degrees: reckoned by PROJ's cs2cs. */
const CORNERS = [
  [0, 0, 126.976755083, 37.571876826],
  [1280, 0, 126.97704487, 37.571876883],
  [1280, 853, 126.977044917, 37.571723173],
  [0, 853, 126.976755131, 37.571723116],
] as const;

it.each([
  ['the system in the file', `#CRS: ${WKT}\n${ROWS}`, undefined],
  ['the system named by a person', ROWS, 'EPSG:5186'],
  [
    'as earlier versions of QGIS have it, with Windows line ends',
    ROWS.replaceAll('source', 'pixel').replaceAll('\n', '\r\n'),
    'EPSG:5186',
  ],
  ['rows that count up', ROWS.replaceAll('-', ''), 'EPSG:5186'],
])('control points of QGIS: %s', (_, text, crs) => {
  const points = readPointsFile(text, crs);
  expect(points).toHaveLength(4);
  const { toLngLat } = controlPointGeoreference(points, 1280, 853);
  for (const [x, y, lng, lat] of CORNERS) {
    expect(toLngLat(x, y)[0]).toBeCloseTo(lng, 7);
    expect(toLngLat(x, y)[1]).toBeCloseTo(lat, 7);
  }
});

it('agree with the world file of the same image', () => {
  const world = affineGeoreference(
    'world-file',
    readWorldFile('0.02\n0\n0\n-0.02\n197946.5397\n552481.8121\n'),
    crsPlane('EPSG:5186'),
    1280,
    853,
  )!;
  const { toLngLat } = controlPointGeoreference(readPointsFile(ROWS, 'EPSG:5186'), 1280, 853);
  for (const [x, y] of [
    [0, 0],
    [640, 400],
    [1000, 100],
  ] as const) {
    const [here, there] = [toLngLat(x, y), world.toLngLat(x, y)];
    expect(Math.hypot(here[0] - there[0], here[1] - there[1])).toBeLessThan(1e-8);
  }
});

it('degrees need no system', () => {
  const text = 'mapX,mapY,sourceX,sourceY,enable\n126.9,37.5,0,0,1\n127,37.5,10,0,1\n126.9,37.4,0,-10,1\n';
  expect(readPointsFile(text)[2]).toEqual({ pixel: [0, 10], lngLat: [126.9, 37.4] });
});

it('what is wrong is said', () => {
  expect(() => readPointsFile(ROWS)).toThrow('name it as "crs"');
  expect(() => readPointsFile(ROWS, 'EPSG:1')).toThrow('EPSG:1');
  expect(() => readPointsFile('x,y\n1,2\n')).toThrow('must begin with mapX');
  expect(() => readPointsFile('')).toThrow('must begin with mapX');
  expect(() => readPointsFile('mapX,mapY,sourceX,sourceY\n1,2,3,\n')).toThrow('Line 2');
});
