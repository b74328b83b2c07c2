/**
 * "126.9784, 37.5666" or "37.5666 126.9784" as a position: longitude first, unless only the other order can
 * be meant. Null when the text is no pair of degrees.
 */
export function readCoordinates(text: string): { lon: number; lat: number } | null {
  const parts = text
    .trim()
    .replace(/[°()[\]]/g, '')
    .split(/[\s,;]+/);
  if (parts.length !== 2 || !parts.every((part) => /^-?\d{1,3}(\.\d+)?$/.test(part))) return null;
  const [a, b] = parts.map(Number) as [number, number];
  if (Math.abs(a) <= 180 && Math.abs(b) <= 90) return { lon: a, lat: b };
  if (Math.abs(a) <= 90 && Math.abs(b) <= 180) return { lon: b, lat: a };
  return null;
}
