/** A line of a chart: a value for each epoch. */
export interface Curve {
  name: string;
  values: readonly number[];
}

const CHART = { width: 720, height: 300, left: 52, right: 120, top: 16, bottom: 40 };
const COLOURS = ['#1a1a1a', '#c2410c', '#1d4ed8', '#15803d', '#7e22ce', '#be185d'];

/** From values to their place on the axis, and the values that the axis names. */
interface Scale {
  of(value: number): number;
  ticks: readonly number[];
}

function logarithmic(values: readonly number[]): Scale {
  const logs = values.filter((value) => value > 0).map(Math.log10);
  const [least, most] = [Math.floor(Math.min(...logs)), Math.ceil(Math.max(...logs))];
  const ticks = Array.from({ length: most - least + 1 }, (_, i) =>
    Number((10 ** (least + i)).toPrecision(1)),
  );
  return { of: (value) => Math.log10(Math.max(10 ** least, value)), ticks };
}

/** Steps of 1, 2 or 5 of a power of ten, about four of them. */
function linear(values: readonly number[]): Scale {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const rough = (high - low || 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * (rough / power > 5 ? 10 : rough / power > 2 ? 5 : rough / power > 1 ? 2 : 1);
  const first = Math.floor(low / step);
  const count = Math.max(1, Math.ceil(high / step) - first);
  const ticks = Array.from({ length: count + 1 }, (_, i) => Number(((first + i) * step).toPrecision(6)));
  return { of: (value) => value, ticks };
}

/**
 * Values by epoch as SVG, the first line in bold. @param epochs of the values; @param scale of the values: losses fall
 * by powers of ten
 */
export function curves(
  lines: readonly Curve[],
  epochs: readonly number[],
  { title, scale }: { title: string; scale: 'logarithmic' | 'linear' },
): string {
  const { width, height, left, right, top, bottom } = CHART;
  const axis = (scale === 'linear' ? linear : logarithmic)(lines.flatMap(({ values }) => values));
  const [least, most] = [axis.of(axis.ticks[0]!), axis.of(axis.ticks.at(-1)!)];
  const lastEpoch = Math.max(1, ...epochs);
  const x = (epoch: number) => left + (epoch / lastEpoch) * (width - left - right);
  const y = (value: number) =>
    top + ((most - axis.of(value)) / (most - least || 1)) * (height - top - bottom);
  const text = (at: string, words: string, more = '') =>
    `<text ${at} font-size="12" fill="#333" ${more}>${words}</text>`;
  const ticks = [...new Set([0, 0.25, 0.5, 0.75, 1].map((share) => Math.round(share * lastEpoch)))];
  const ends = lines.map(({ values }, i) => ({ i, at: y(values.at(-1) ?? 1) })).sort((a, b) => a.at - b.at);
  // Names at the lines' ends, pushed apart where they would lie on each other.
  ends.forEach((end, n) => {
    if (n > 0) end.at = Math.max(end.at, ends[n - 1]!.at + 14);
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" role="img" aria-label="${title}">
<rect width="${width}" height="${height}" fill="#fff"/>
${axis.ticks
  .map(
    (tick) =>
      `<path d="M${left} ${y(tick)}H${width - right}" stroke="#ddd"/>${text(`x="${left - 6}" y="${y(tick) + 4}"`, String(tick), 'text-anchor="end"')}`,
  )
  .join('\n')}
${ticks.map((epoch) => text(`x="${x(epoch)}" y="${height - bottom + 18}"`, String(epoch), 'text-anchor="middle"')).join('\n')}
${text(`x="${(left + width - right) / 2}" y="${height - 6}"`, 'epoch', 'text-anchor="middle"')}
${lines
  .map(({ values }, i) => {
    const points = values.map((value, n) => `${x(epochs[n]!).toFixed(1)},${y(value).toFixed(1)}`);
    return `<polyline points="${points.join(' ')}" fill="none" stroke="${COLOURS[i % COLOURS.length]}" stroke-width="${i === 0 ? 2.5 : 1.2}"/>`;
  })
  .join('\n')}
${ends.map(({ i, at }) => `<text x="${width - right + 6}" y="${at + 4}" font-size="12" fill="${COLOURS[i % COLOURS.length]}">${lines[i]!.name}</text>`).join('\n')}
</svg>
`;
}
