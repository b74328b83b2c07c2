/** Degrees as people write them: 37°33'59"N 126°58'40"E, N37 33 59.5 E126 58 40, 북위 37도 33분 동경 126도 58분. */

interface Angle {
  value: number;
  /** Which coordinate the letter says it is. */
  axis?: 'lon' | 'lat';
}

const HEMISPHERES: Record<string, { axis: 'lon' | 'lat'; sign: 1 | -1 }> = {
  N: { axis: 'lat', sign: 1 },
  S: { axis: 'lat', sign: -1 },
  E: { axis: 'lon', sign: 1 },
  W: { axis: 'lon', sign: -1 },
};

/** The marks of all keyboards as ° ' " and hemispheres as letters. */
function plain(text: string): string {
  return text
    .toUpperCase()
    .replace(/북위/g, 'N')
    .replace(/남위/g, 'S')
    .replace(/동경/g, 'E')
    .replace(/서경/g, 'W')
    .replace(/[º˚도]/g, '°')
    .replace(/[′’‘´`분]/g, "'")
    .replace(/[″”“초]/g, '"')
    .replace(/''/g, '"');
}

/** Words: numbers, marks, hemispheres, and what parts two angles. */
function wordsOf(text: string): string[] | undefined {
  const words = text.match(/[+-]?\d+(?:\.\d+)?|[°'":,;/NSEW]/g) ?? [];
  const rest = text.replace(/[+-]?\d+(?:\.\d+)?|[°'":,;/NSEW]|\s+/g, '');
  return rest ? undefined : words;
}

const isNumber = (word: string) => /\d/.test(word);
const isHemisphere = (word: string) => word in HEMISPHERES;

/** Where the second angle begins; undefined where that cannot be told. */
function cutOf(words: readonly string[]): number | undefined {
  const separators = words.flatMap((word, i) => (/[,;/]/.test(word) ? [i] : []));
  if (separators.length === 1) return separators[0];
  if (separators.length > 1) return undefined;
  const letters = words.flatMap((word, i) => (isHemisphere(word) ? [i] : []));
  if (letters.length === 2) return letters[0] === 0 ? letters[1] : letters[0]! + 1;
  const degrees = words.flatMap((word, i) => (word === '°' ? [i] : []));
  if (degrees.length === 2) return degrees[1]! - 1;
  const numbers = words.flatMap((word, i) => (isNumber(word) ? [i] : []));
  return numbers.length % 2 === 0 && numbers.length > 2 ? numbers[numbers.length / 2] : undefined;
}

/** One angle: up to three numbers, each with its mark or none; at most one hemisphere, at either end. */
function angleOf(words: readonly string[]): Angle | undefined {
  const letters = words.filter(isHemisphere);
  const inner = words.filter((word) => !isHemisphere(word));
  const ends = [words[0], words.at(-1)];
  if (letters.length > 1 || (letters[0] && !ends.includes(letters[0]))) return undefined;
  const numbers = inner.filter(isNumber);
  const marks = inner.filter((word) => !isNumber(word)).join('');
  if (!numbers.length || numbers.length > 3 || !/^(?:|°|°'|°'"|:|::|°")$/.test(marks)) return undefined;
  const [degrees, ...parts] = numbers.map(Number);
  if (parts.some((part) => part < 0 || part >= 60)) return undefined;
  // Only the last may have decimals: 37.5°30' says nothing.
  if (numbers.slice(0, -1).some((number) => number.includes('.'))) return undefined;
  const [minutes = 0, seconds = 0] = marks === '°"' ? [0, parts[0]] : parts;
  const negative = numbers[0]!.startsWith('-');
  const size = Math.abs(degrees!) + minutes / 60 + seconds / 3600;
  const hemisphere = letters[0] && HEMISPHERES[letters[0]];
  if (!hemisphere) return { value: negative ? -size : size };
  if (negative || numbers[0]!.startsWith('+')) return undefined;
  return { value: hemisphere.sign * size, axis: hemisphere.axis };
}

/**
 * Two angles in degrees, longitude first; both orders where nothing tells which is which (the written order,
 * as longitude and latitude, goes first).
 * @returns none where the text is no pair of angles.
 */
export function readAngles(text: string): [lon: number, lat: number][] {
  const words = wordsOf(plain(text));
  if (!words) return [];
  const numbers = words.filter(isNumber);
  const cut = numbers.length === 2 && words.length === 2 ? 1 : cutOf(words);
  if (cut === undefined) return [];
  const first = angleOf(words.slice(0, cut));
  const second = angleOf(words.slice(/[,;/]/.test(words[cut]!) ? cut + 1 : cut));
  if (!first || !second) return [];
  const orders: [Angle, Angle][] =
    first.axis === 'lat' || second.axis === 'lon'
      ? [[second, first]]
      : first.axis === 'lon' || second.axis === 'lat'
        ? [[first, second]]
        : [
            [first, second],
            [second, first],
          ];
  return orders
    .filter(([lon, lat]) => lon.axis !== 'lat' && lat.axis !== 'lon')
    .map(([lon, lat]): [number, number] => [lon.value, lat.value])
    .filter(([lon, lat]) => Math.abs(lon) <= 180 && Math.abs(lat) <= 90);
}
