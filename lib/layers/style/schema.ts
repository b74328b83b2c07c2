import { type Static, type TSchema, Type } from '@sinclair/typebox';
import { GROUPS, type Properties, propertiesOf } from './properties/all';
import type { Input } from './properties/property';

/** The style document. Its `version` lets later ones read it upward (`upgrades/`). */
export const STYLE_VERSION = 2;

const closed = { additionalProperties: false };
const Color = Type.String({ pattern: '^#[0-9a-fA-F]{6}$' });
const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const Column = Type.String({ minLength: 1, maxLength: 500 });
const Label = Nullable(Type.String({ maxLength: 200, description: 'Null: said by what the class holds' }));

const Others = Type.Object(
  {
    color: Nullable(Color),
    shown: Type.Boolean({ description: 'false: features of no class are not drawn' }),
  },
  { ...closed, description: 'What belongs to no class; without a colour it has that of the symbol' },
);

const BySchema = Type.Union(
  [
    Type.Object({ type: Type.Literal('single') }, closed),
    Type.Object(
      {
        type: Type.Literal('categories'),
        column: Column,
        categories: Type.Array(
          Type.Object(
            {
              values: Type.Array(Nullable(Type.String({ maxLength: 1000 })), {
                minItems: 1,
                maxItems: 200,
                description: 'As text; null: no value',
              }),
              color: Nullable(Color),
              label: Label,
            },
            closed,
          ),
          { maxItems: 200 },
        ),
        others: Others,
      },
      closed,
    ),
    Type.Object(
      {
        type: Type.Literal('classes'),
        column: Column,
        method: Type.Union(['quantiles', 'equal', 'natural'].map((method) => Type.Literal(method))),
        ramp: Type.String({ maxLength: 40 }),
        reversed: Type.Boolean(),
        breaks: Type.Array(Type.Number(), {
          minItems: 2,
          maxItems: 10,
          description: 'Ends of the classes, ascending: one more than colours',
        }),
        colors: Type.Array(Color, { minItems: 1, maxItems: 9 }),
        others: Others,
      },
      closed,
    ),
    Type.Object(
      {
        type: Type.Literal('rules'),
        rules: Type.Array(
          Type.Object({ rule: Type.String({ maxLength: 1000 }), color: Color, label: Label }, closed),
          { maxItems: 50, description: 'The first that holds gives the colour' },
        ),
        others: Others,
      },
      closed,
    ),
  ],
  { description: 'What gives the colour' },
);

const ScaleSchema = Type.Object({ column: Column, from: Type.Number(), to: Type.Number() }, closed);

/** What a property may be, by what it is entered with. */
function valueSchema(input: Input): TSchema {
  switch (input.type) {
    case 'colour':
      return input.auto ? Nullable(Color) : Color;
    case 'number': {
      const number = Type.Number({ minimum: input.minimum, maximum: input.maximum });
      return input.auto ? Nullable(number) : number;
    }
    case 'choice':
      return Type.Union(input.choices.map(({ value }) => Type.Literal(value)));
    case 'toggle':
      return Type.Boolean();
    case 'column':
      return Nullable(Column);
    case 'scale':
      return Nullable(ScaleSchema);
    case 'template':
      return Nullable(Type.String({ maxLength: 1000, description: 'Text with {column} in it' }));
    case 'icon':
      return Type.String({ pattern: '^(maki|temaki)-[a-z0-9_-]{1,60}$' });
    case 'ramp':
      return Type.String({ maxLength: 40 });
  }
}

const groups = Object.fromEntries(
  GROUPS.map((group) => [
    group,
    Type.Object(
      Object.fromEntries(
        propertiesOf(group).map(([name, { input, words }]) => [
          name,
          { ...valueSchema(input), title: words.en },
        ]),
      ),
      closed,
    ),
  ]),
);

const PointsSchema = Type.Union(
  ['symbols', 'clusters', 'heat'].map((points) => Type.Literal(points)),
  { description: 'How points are drawn: one by one, gathered, or as a heat map' },
);

export const StyleSchema = Type.Object(
  { version: Type.Literal(STYLE_VERSION), points: PointsSchema, by: BySchema, ...groups },
  { ...closed, title: 'Style' },
);

export type By = Static<typeof BySchema>;
export type Others = Static<typeof Others>;
export interface Style extends Properties {
  version: 2;
  points: 'symbols' | 'clusters' | 'heat';
  by: By;
}
