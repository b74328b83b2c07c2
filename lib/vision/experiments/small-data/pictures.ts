import sharp from 'sharp';

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
