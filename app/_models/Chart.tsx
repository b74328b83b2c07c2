'use client';

import { type PointerEvent, useEffect, useId, useRef, useState } from 'react';
import { ticks } from './chart-scale';

export interface Line {
  name: string;
  /** A colour variable: --run-1. */
  colour: string;
  dashed?: boolean;
  /** Epoch and value. */
  points: [x: number, y: number][];
  /** The epoch that is being worked on, so far. */
  now?: [x: number, y: number];
}

interface ChartProps {
  title: string;
  lines: Line[];
  /** Last epoch of the axis; it begins at 1. */
  until: number;
  /** Lowest and highest value that are always in sight. */
  from?: number;
  to?: number;
  format: (value: number) => string;
  /** "Epoch 3". */
  atEpoch: (epoch: number) => string;
  height?: number;
}

const LEFT = 46;
const RIGHT = 14;
const TOP = 10;
const BOTTOM = 24;

function useWidth<T extends Element>() {
  const ref = useRef<T>(null);
  const [width, setWidth] = useState(600);
  useEffect(() => {
    const box = ref.current;
    if (!box) return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.max(220, entry!.contentRect.width)));
    observer.observe(box);
    return () => observer.disconnect();
  }, []);
  return [ref, width] as const;
}

/** Lines over epochs, drawn as SVG; where the pointer is, the values of that epoch. */
export function Chart({ title, lines, until, from, to, format, atEpoch, height = 220 }: ChartProps) {
  const [box, width] = useWidth<HTMLElement>();
  const [shown, setShown] = useState<number | null>(null);
  const id = useId();
  const values = lines.flatMap(({ points, now }) => [...points, ...(now ? [now] : [])].map(([, y]) => y));
  const seen = values.filter(Number.isFinite);
  const lowest = Math.min(from ?? Infinity, ...(seen.length > 0 ? seen : [0]));
  const highest = Math.max(to ?? -Infinity, ...(seen.length > 0 ? seen : [1]));
  const marks = ticks(lowest, highest, 4);
  const [low, high] = [marks[0]!, marks.at(-1)!];
  const x = (epoch: number) => LEFT + ((epoch - 1) / Math.max(1, until - 1)) * (width - LEFT - RIGHT);
  const y = (value: number) => TOP + ((high - value) / (high - low || 1)) * (height - TOP - BOTTOM);
  const epochs = ticks(1, until, Math.max(2, Math.floor(width / 110))).filter(
    (epoch) => Number.isInteger(epoch) && epoch > 1 && epoch < until - (until - 1) * 0.06,
  );
  const last = lines
    .filter(({ points }) => points.length > 0)
    .map(({ name, points }) => `${name} ${format(points.at(-1)![1])}`)
    .join(', ');
  const longest = Math.max(0, ...lines.flatMap(({ points }) => points.map(([epoch]) => epoch)));
  const look = (event: PointerEvent<SVGSVGElement>) => {
    const { left } = event.currentTarget.getBoundingClientRect();
    const epoch = 1 + ((event.clientX - left - LEFT) / (width - LEFT - RIGHT)) * Math.max(1, until - 1);
    setShown(longest === 0 ? null : Math.min(longest, Math.max(1, Math.round(epoch))));
  };
  const at = (line: Line, epoch: number) => line.points.find(([x]) => x === epoch)?.[1];
  return (
    <figure className="chart" ref={box}>
      <figcaption>
        <b id={id}>{title}</b>
        <span className="chart-keys">
          {lines.map((line) => {
            const value = shown === null ? line.points.at(-1)?.[1] : at(line, shown);
            return (
              <span key={line.name} className="chart-key">
                <svg width="22" height="8" aria-hidden>
                  <line
                    x1="1"
                    x2="21"
                    y1="4"
                    y2="4"
                    stroke={`var(${line.colour})`}
                    strokeWidth="2.5"
                    strokeDasharray={line.dashed ? '4 3' : undefined}
                  />
                </svg>
                {line.name}
                {value !== undefined && <b>{format(value)}</b>}
              </span>
            );
          })}
        </span>
        <span className="muted small chart-epoch">{shown === null ? '' : atEpoch(shown)}</span>
      </figcaption>
      <svg
        width={width}
        height={height}
        role="img"
        aria-label={`${title}: ${last}`}
        onPointerMove={look}
        onPointerLeave={() => setShown(null)}
      >
        {marks.map((mark) => (
          <g key={mark}>
            <line className="chart-grid" x1={LEFT} x2={width - RIGHT} y1={y(mark)} y2={y(mark)} />
            <text x={LEFT - 8} y={y(mark) + 4} textAnchor="end">
              {format(mark)}
            </text>
          </g>
        ))}
        {[1, ...epochs, until].map((epoch) => (
          <text key={epoch} x={x(epoch)} y={height - 6} textAnchor={epoch === until ? 'end' : 'middle'}>
            {epoch}
          </text>
        ))}
        {shown !== null && (
          <line className="chart-cursor" x1={x(shown)} x2={x(shown)} y1={TOP} y2={height - BOTTOM} />
        )}
        {lines.map(({ name, colour, dashed, points, now }) => {
          const drawn = points.filter(([, value]) => Number.isFinite(value));
          const end = drawn.at(-1);
          const style = { stroke: `var(${colour})` };
          return (
            <g key={name}>
              <polyline
                className={dashed ? 'chart-line dashed' : 'chart-line'}
                style={style}
                points={drawn
                  .map(([epoch, value]) => `${x(epoch).toFixed(1)},${y(value).toFixed(1)}`)
                  .join(' ')}
              />
              {end && <circle cx={x(end[0])} cy={y(end[1])} r={3.5} fill={`var(${colour})`} />}
              {now && now[0] >= 1 && (
                <circle className="chart-now" style={style} cx={x(now[0])} cy={y(now[1])} r={4} />
              )}
            </g>
          );
        })}
      </svg>
    </figure>
  );
}
