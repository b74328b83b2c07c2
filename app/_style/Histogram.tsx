'use client';

import { useTranslations } from 'next-intl';
import { useFigures } from '../_lib/hooks';

const [WIDTH, HEIGHT] = [272, 56];

interface HistogramProps {
  bins: { from: number; to: number; count: number }[];
  /** Ends of the classes, ascending. */
  breaks: number[];
  colors: string[];
}

/** Where the numbers lie, in the colours of their classes, with the classes' borders. */
export function Histogram({ bins, breaks, colors }: HistogramProps) {
  const t = useTranslations('style');
  const { number } = useFigures();
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const [from, to] = [bins[0]?.from ?? 0, bins.at(-1)?.to ?? 1];
  const x = (value: number) => (to > from ? ((value - from) / (to - from)) * WIDTH : WIDTH / 2);
  const colourOf = (value: number) => {
    const at = breaks.slice(1, -1).filter((border) => value >= border).length;
    return colors[Math.min(at, colors.length - 1)]!;
  };
  return (
    <figure className="histogram">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t('histogram')}
      >
        {bins.map((bin) => {
          const height = bin.count > 0 ? Math.max(1.5, (bin.count / most) * HEIGHT) : 0;
          const width = Math.max(2, x(bin.to) - x(bin.from) - 1);
          return (
            <rect
              key={bin.from}
              x={bins.length === 1 ? 0 : x(bin.from)}
              y={HEIGHT - height}
              width={bins.length === 1 ? WIDTH : width}
              height={height}
              fill={colourOf((bin.from + bin.to) / 2)}
            />
          );
        })}
        {breaks.slice(1, -1).map((border) => (
          <line key={border} x1={x(border)} x2={x(border)} y1={0} y2={HEIGHT} className="border" />
        ))}
      </svg>
      <figcaption className="muted small">
        <span>{number(from, 4)}</span>
        <span>{number(to, 4)}</span>
      </figcaption>
    </figure>
  );
}
