'use client';

import { type Legend, legendOf } from '@/lib/layers/style/legend';
import type { Style } from '@/lib/layers/style/schema';
import type { Layer } from '../_lib/types';

const SIDE = 18;
const DASHES: Record<Style['symbol']['dash'], string | undefined> = {
  solid: undefined,
  dashed: '5 3',
  dotted: '1 3',
  dashdot: '6 2.5 1 2.5',
};

interface LegendSymbolProps {
  symbol: Legend['symbol'];
  style: Style;
  color: string;
  /** Diameter of a point in pixels; its own, within the room there is, when absent. */
  size?: number;
}

/** A symbol of the map in small. */
export function LegendSymbol({ symbol, style, color, size }: LegendSymbolProps) {
  const { strokeColor, strokeWidth, fillOpacity, lineWidth, dash, icon, opacity } = style.symbol;
  const side = Math.max(SIDE, size ?? 0);
  const middle = side / 2;
  if (symbol === 'icon') {
    const url = `url(/icons/${icon}.svg)`;
    return (
      <i
        className="legend-symbol icon-mask"
        style={{ background: color, maskImage: url, WebkitMaskImage: url, opacity }}
        aria-hidden
      />
    );
  }
  const width = Math.min(4, symbol === 'line' ? lineWidth : strokeWidth);
  return (
    <svg className="legend-symbol" width={side} height={side} aria-hidden opacity={Math.max(0.3, opacity)}>
      {symbol === 'circle' && (
        <circle
          cx={middle}
          cy={middle}
          r={(size ?? Math.min(14, Math.max(8, style.symbol.size))) / 2 - 0.5}
          fill={color}
          stroke={strokeColor ?? 'var(--panel)'}
          strokeWidth={Math.min(2, strokeWidth)}
        />
      )}
      {symbol === 'line' && (
        <path
          d={`M1 ${side - 4} L${side * 0.4} 5 L${side * 0.6} ${side - 5} L${side - 1} 4`}
          fill="none"
          stroke={color}
          strokeWidth={width}
          strokeDasharray={DASHES[dash]}
        />
      )}
      {symbol === 'fill' && (
        <rect
          x={2}
          y={3}
          width={side - 4}
          height={side - 6}
          rx={1.5}
          fill={color}
          fillOpacity={fillOpacity}
          stroke={strokeColor ?? color}
          strokeWidth={width}
          strokeDasharray={DASHES[dash]}
        />
      )}
    </svg>
  );
}

/** A layer's symbol as the list shows it: of several colours the first three, side by side. */
export function LayerSymbol({ layer }: { layer: Layer }) {
  const { symbol, entries, heat } = legendOf(layer);
  if (heat) {
    return (
      <i
        className="legend-symbol heat"
        style={{ background: `linear-gradient(90deg, ${heat.join(', ')})` }}
      />
    );
  }
  const color = layer.style.by.type === 'single' ? layer.style.symbol.color : (entries.at(-1)?.color ?? '');
  const shown = layer.kind === 'geocoded' || layer.style.by.type === 'single' ? color : entries[0]?.color;
  return <LegendSymbol symbol={symbol} style={layer.style} color={shown ?? layer.style.symbol.color} />;
}
