import { type Static, Type } from '@sinclair/typebox';

/** How a layer is drawn. Saved documents carry a version, so that later ones can be read upward. */
const Color = Type.String({ pattern: '^#[0-9a-fA-F]{6}$' });

export const StyleSchema = Type.Object(
  {
    version: Type.Literal(1),
    symbol: Type.Object(
      {
        color: Color,
        size: Type.Number({ minimum: 1, maximum: 40, description: 'Diameter in pixels' }),
        opacity: Type.Number({ minimum: 0, maximum: 1 }),
      },
      { additionalProperties: false },
    ),
    label: Type.Object(
      {
        column: Type.Union([Type.String(), Type.Null()], { description: 'Null: no labels' }),
        size: Type.Number({ minimum: 6, maximum: 40, description: 'Pixels' }),
        color: Color,
      },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
);

export type Style = Static<typeof StyleSchema>;

/**
 * The house's persimmon first; the others (Okabe and Ito's set) are told apart also by people who do not see
 * red and green as others do.
 */
const PALETTE = ['#e2562c', '#0072B2', '#009E73', '#CC79A7', '#E69F00', '#56B4E9'];

/** The style of the `index`-th new layer. */
export function defaultStyle(index = 0, labelColumn: string | null = null): Style {
  return {
    version: 1,
    symbol: { color: PALETTE[index % PALETTE.length]!, size: 11, opacity: 0.9 },
    label: { column: labelColumn, size: 12, color: '#1f2933' },
  };
}

/** A saved style with what it lacks filled in from the defaults. */
export function readStyle(saved: unknown): Style {
  const given = (saved ?? {}) as Partial<Style>;
  const base = defaultStyle();
  return {
    version: 1,
    symbol: { ...base.symbol, ...given.symbol },
    label: { ...base.label, ...given.label },
  };
}

/** A style after a column has another name; `to` null: after it has gone. */
export function renameInStyle(style: Style, from: string, to: string | null): Style {
  return style.label.column === from ? { ...style, label: { ...style.label, column: to } } : style;
}
