import sharp from 'sharp';
import type { EpochLoss } from './report';

const GAP = 8;
const HEADING = 26;

/** Pictures beside and below each other, each column under its heading, as PNG. @param rows of PNGs, columns aligned */
export async function pictureStrip(
  headings: readonly string[],
  rows: readonly (readonly Buffer[])[],
  width: number,
): Promise<Buffer> {
  const sized = await Promise.all(
    rows.map((row) =>
      Promise.all(row.map((png) => sharp(png).resize({ width }).png().toBuffer({ resolveWithObject: true }))),
    ),
  );
  const heights = sized.map((row) => Math.max(...row.map(({ info }) => info.height)));
  const whole = {
    width: headings.length * (width + GAP) + GAP,
    height: HEADING + heights.reduce((sum, height) => sum + height + GAP, GAP),
  };
  const texts = headings.map(
    (text, i) =>
      `<text x="${GAP + i * (width + GAP)}" y="19" font-family="sans-serif" font-size="15" fill="#222">${text}</text>`,
  );
  const labels = `<svg xmlns="http://www.w3.org/2000/svg" width="${whole.width}" height="${HEADING}">${texts.join('')}</svg>`;
  const placed = sized.flatMap((row, r) =>
    row.map(({ data }, i) => ({
      input: data,
      left: GAP + i * (width + GAP),
      top: HEADING + GAP + heights.slice(0, r).reduce((sum, height) => sum + height + GAP, 0),
    })),
  );
  return sharp({ create: { ...whole, channels: 3, background: '#fff' } })
    .composite([{ input: Buffer.from(labels), left: 0, top: 0 }, ...placed])
    .png()
    .toBuffer();
}

const CHART = { width: 720, height: 300, left: 52, right: 120, top: 16, bottom: 40 };
const COLOURS = ['#1a1a1a', '#c2410c', '#1d4ed8', '#15803d', '#7e22ce', '#be185d'];

/** Losses by epoch as SVG: their sum in bold, each of the five thin; the scale of losses is logarithmic. */
export function lossCurve(epochs: readonly EpochLoss[]): string {
  const { width, height, left, right, top, bottom } = CHART;
  const names = Object.keys(epochs[0]?.losses ?? {});
  const lines = [
    { name: 'loss', values: epochs.map(({ loss }) => loss) },
    ...names.map((name) => ({ name, values: epochs.map(({ losses }) => losses[name]!) })),
  ];
  const logs = lines.flatMap(({ values }) => values.filter((v) => v > 0).map(Math.log10));
  const [least, most] = [Math.floor(Math.min(...logs)), Math.ceil(Math.max(...logs))];
  const lastEpoch = Math.max(1, ...epochs.map(({ epoch }) => epoch));
  const x = (epoch: number) => left + (epoch / lastEpoch) * (width - left - right);
  const y = (log: number) => top + ((most - log) / Math.max(1, most - least)) * (height - top - bottom);
  const text = (at: string, words: string, more = '') =>
    `<text ${at} font-size="12" fill="#333" ${more}>${words}</text>`;
  const powers = Array.from({ length: most - least + 1 }, (_, i) => least + i);
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((share) => Math.round(share * lastEpoch));
  const ends = lines
    .map(({ values }, i) => ({ i, at: y(Math.log10(Math.max(10 ** least, values.at(-1) ?? 1))) }))
    .sort((a, b) => a.at - b.at);
  // Names at the lines' ends, pushed apart where they would lie on each other.
  ends.forEach((end, n) => {
    if (n > 0) end.at = Math.max(end.at, ends[n - 1]!.at + 14);
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" role="img" aria-label="Loss by epoch">
<rect width="${width}" height="${height}" fill="#fff"/>
${powers
  .map(
    (power) =>
      `<path d="M${left} ${y(power)}H${width - right}" stroke="#ddd"/>${text(`x="${left - 6}" y="${y(power) + 4}"`, String(Number((10 ** power).toPrecision(1))), 'text-anchor="end"')}`,
  )
  .join('\n')}
${ticks.map((epoch) => text(`x="${x(epoch)}" y="${height - bottom + 18}"`, String(epoch), 'text-anchor="middle"')).join('\n')}
${text(`x="${(left + width - right) / 2}" y="${height - 6}"`, 'epoch', 'text-anchor="middle"')}
${lines
  .map(({ values }, i) => {
    const points = values.map(
      (v, n) => `${x(epochs[n]!.epoch).toFixed(1)},${y(Math.log10(Math.max(10 ** least, v))).toFixed(1)}`,
    );
    return `<polyline points="${points.join(' ')}" fill="none" stroke="${COLOURS[i % COLOURS.length]}" stroke-width="${i === 0 ? 2.5 : 1.2}"/>`;
  })
  .join('\n')}
${ends.map(({ i, at }) => `<text x="${width - right + 6}" y="${at + 4}" font-size="12" fill="${COLOURS[i % COLOURS.length]}">${lines[i]!.name}</text>`).join('\n')}
</svg>
`;
}
