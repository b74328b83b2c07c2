import { type Static, Type } from '@sinclair/typebox';

/** Where one looks and on which base map; what is left out is as on a first visit. */
export const ViewSchema = Type.Object(
  {
    center: Type.Optional(
      Type.Unsafe<[lon: number, lat: number]>(
        Type.Array(Type.Number({ minimum: -180, maximum: 180 }), {
          minItems: 2,
          maxItems: 2,
          description: 'Longitude, latitude in degrees',
        }),
      ),
    ),
    zoom: Type.Optional(Type.Number({ minimum: 0, maximum: 24 })),
    bearing: Type.Optional(Type.Number({ minimum: -180, maximum: 180, description: 'Degrees from north' })),
    extent: Type.Optional(
      Type.Array(Type.Number({ minimum: -540, maximum: 540 }), {
        minItems: 4,
        maxItems: 4,
        description: 'What the window showed: west, south, east, north. A smaller one zooms out to it',
      }),
    ),
    baseMap: Type.Optional(Type.String({ maxLength: 40 })),
    ownBaseMap: Type.Optional(Type.String({ maxLength: 2000, description: "Address of one's own base map" })),
    quietBaseMap: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false, title: 'View' },
);

export type View = Static<typeof ViewSchema>;
