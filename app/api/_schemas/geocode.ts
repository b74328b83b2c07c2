import { Type } from '@sinclair/typebox';
import { LEVELS } from '@/lib/geocode/types';
import { operation } from '../_http/operation';
import { BAD_REQUEST, featureCollection, TOO_LARGE, UNREADABLE, UNSUPPORTED } from './common';

const Limit = Type.Integer({ minimum: 1, maximum: 50 });
const Lon = Type.Number({ minimum: -180, maximum: 180, description: 'Degrees' });
const Lat = Type.Number({ minimum: -90, maximum: 90, description: 'Degrees' });
const Text = Type.String({ minLength: 1, maxLength: 1000 });

/** GeocodeJSON 0.1.0 (github.com/geocoders/geocodejson-spec). */
const GeocodeJson = Type.Composite(
  [
    featureCollection(
      Type.Object({
        geocoding: Type.Object({
          type: Type.String(),
          label: Type.String(),
          accuracy: Type.Number({ description: 'Metres' }),
          score: Type.Number({ minimum: 0, maximum: 1 }),
          level: Type.Union(LEVELS.map((level) => Type.Literal(level))),
          point: Type.String(),
          name: Type.Optional(Type.String()),
          area: Type.Optional(Type.String({ description: 'What it lies in (suggest only)' })),
          postcode: Type.Optional(Type.String()),
          address: Type.Optional(Type.String()),
          parcel: Type.Optional(Type.String()),
          distance: Type.Optional(Type.Number({ description: 'Metres from the point asked for' })),
        }),
      }),
    ),
    Type.Object({
      geocoding: Type.Object({
        version: Type.String(),
        attribution: Type.String(),
        query: Type.Optional(Type.String()),
      }),
    }),
  ],
  { title: 'GeocodeJSON' },
);

const found = { description: 'Places, best first; none is an empty list', schema: GeocodeJson };

export const search = operation({
  method: 'get',
  path: '/api/geocode/search',
  tag: 'geocoding',
  summary: 'Places for an address or a name',
  query: Type.Object({
    q: Text,
    limit: Type.Optional(Limit),
    lon: Type.Optional(Lon),
    lat: Type.Optional(Lat),
  }),
  answers: { 200: found, 400: BAD_REQUEST },
});

export const suggest = operation({
  method: 'get',
  path: '/api/geocode/suggest',
  tag: 'geocoding',
  summary: 'What the beginning of an address or a name may become',
  description:
    'Korean by syllables (세종대), by leading consonants (ㅅㅈㄷㄹ), also half typed; areas may stand before a road ' +
    '(종로 세종대). lon and lat are what the user looks at: of equal names the nearest comes first.',
  query: Type.Object({
    q: Text,
    limit: Type.Optional(Limit),
    lon: Type.Optional(Lon),
    lat: Type.Optional(Lat),
  }),
  answers: { 200: found, 400: BAD_REQUEST },
});

export const reverse = operation({
  method: 'get',
  path: '/api/geocode/reverse',
  tag: 'geocoding',
  summary: 'Addresses nearest to a point',
  query: Type.Object({ lon: Lon, lat: Lat, limit: Type.Optional(Limit) }),
  answers: { 200: found, 400: BAD_REQUEST },
});

export const position = operation({
  method: 'get',
  path: '/api/geocode/position',
  tag: 'geocoding',
  summary: 'Places that typed coordinates may mean',
  description:
    'Degrees, degrees with minutes and seconds, "EPSG:5186 198000 551000" with any code known, UTM "52N 323456 4158123", ' +
    'or two bare numbers, whose system is guessed by their range (guessed: true). Likeliest first.',
  query: Type.Object({ q: Text }),
  answers: {
    200: {
      description: 'Readings, likeliest first; none is an empty list',
      schema: Type.Object({
        positions: Type.Array(
          Type.Object({
            lon: Lon,
            lat: Lat,
            x: Type.Number({ description: 'As typed: easting or longitude first' }),
            y: Type.Number(),
            crs: Type.String(),
            name: Type.String(),
            guessed: Type.Boolean(),
          }),
        ),
      }),
    },
    400: BAD_REQUEST,
  },
});

export const searchCsv = operation({
  method: 'post',
  path: '/api/geocode/search/csv',
  tag: 'geocoding',
  summary: 'Geocode a CSV file; the same rows come back in order with more columns',
  description:
    'The parameters are those of addok: columns (make the address, in order; found when absent), ' +
    'result_columns (which of the new columns are wanted), encoding, delimiter, with_bom.',
  files: {
    'multipart/form-data': Type.Object({
      data: Type.String({ contentMediaType: 'application/octet-stream' }),
      columns: Type.Optional(Type.Array(Type.String())),
      result_columns: Type.Optional(Type.Array(Type.String())),
      encoding: Type.Optional(Type.String()),
      delimiter: Type.Optional(Type.String()),
      with_bom: Type.Optional(Type.String()),
    }),
  },
  answers: {
    200: { description: 'CSV, streamed', type: 'text/csv' },
    400: BAD_REQUEST,
    413: TOO_LARGE,
    415: UNSUPPORTED,
    422: UNREADABLE,
  },
});
