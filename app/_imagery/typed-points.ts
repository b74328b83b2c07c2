/** Numbers of a line: with commas, semicolons, tabs or spaces between. */
const numbersOf = (line: string): number[] =>
  line
    .trim()
    .split(/[\s,;]+/)
    .map(Number);

/**
 * Control points as a person types them, a line each: column and row of the image in pixels from its top left corner,
 * then longitude and latitude, or easting and northing.
 * @returns the same as QGIS's georeferencer writes a .points file; or the number of the first line that is no point
 */
export function pointsFileOf(text: string): { file: string } | { fault: number } {
  const lines = text.split('\n');
  const points: string[] = [];
  for (const [i, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const numbers = numbersOf(line);
    if (numbers.length !== 4 || !numbers.every(Number.isFinite)) return { fault: i + 1 };
    const [x, y, mapX, mapY] = numbers;
    points.push([mapX, mapY, x, y, 1].join(','));
  }
  return { file: ['mapX,mapY,sourceX,sourceY,enable', ...points, ''].join('\n') };
}
