/**
 * How a number of a sheet is shown. Dates, times, and digit masks (00000 for a postcode, 000-0000 for a
 * telephone) are shown as the sheet shows them; other formats only hide digits, so the number itself is given.
 */
export type NumberFormat =
  | { kind: 'plain' }
  | { kind: 'date'; date: boolean; time: boolean }
  | { kind: 'mask'; mask: string };

const plain: NumberFormat = { kind: 'plain' };

/** Built-in formats that are dates; 27-36 and 50-58 are those of the East Asian editions. */
function builtIn(id: number): NumberFormat {
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58)) {
    return { kind: 'date', date: true, time: false };
  }
  if (id === 22) return { kind: 'date', date: true, time: true };
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47)) {
    return { kind: 'date', date: false, time: true };
  }
  return plain;
}

/** @param code the format's code where the workbook defines it; built-in ones have none. */
export function numberFormat(id: number, code: string | undefined): NumberFormat {
  if (code === undefined) return builtIn(id);
  const first = code.split(';')[0]!;
  const bare = first.replace(/"[^"]*"|\\.|_.|\*.|\[(?!h|m|s)[^\]]*\]/gi, '');
  const time = /[hs]/i.test(bare) || /am\/pm/i.test(bare);
  const date = /[yd]/i.test(bare) || (/m/i.test(bare) && !time);
  if ((date || time) && !/general/i.test(bare) && !/[0#]/.test(bare.replace(/[.,]?0+/g, ''))) {
    return { kind: 'date', date, time };
  }
  const mask = first.replace(/\\(.)|"([^"]*)"/g, '$1$2');
  return /^[0()\s-]+$/.test(mask) && /00/.test(mask) ? { kind: 'mask', mask } : plain;
}

/** The number without the noise of its binary form (15 digits, as Excel shows), without an exponent if short. */
function plainNumber(text: string): string {
  if (/^-?\d{1,15}$/.test(text)) return text;
  const value = Number(text);
  return Number.isFinite(value) ? String(Number(value.toPrecision(15))) : text;
}

function maskNumber(text: string, mask: string): string {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) return plainNumber(text);
  const places = mask.split('0').length - 1;
  const digits = String(value).padStart(places, '0');
  // Digits beyond the mask stand before its first place.
  let next = digits.length - places;
  let shown = '';
  let started = false;
  for (const character of mask) {
    if (character !== '0') {
      shown += character;
      continue;
    }
    if (!started) shown += digits.slice(0, next);
    started = true;
    shown += digits[next++];
  }
  return shown;
}

function dateText(text: string, format: { date: boolean; time: boolean }, from1904: boolean): string {
  const serial = Number(text);
  // Beyond the year 9999, or negative: no date, shown as the number it is.
  if (!Number.isFinite(serial) || serial < 0 || serial >= 2_958_466) return plainNumber(text);
  // Excel counts a 29th of February 1900 that never was; days before it are one off.
  const epoch = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30);
  const iso = new Date(epoch + Math.round(serial * 86_400) * 1000).toISOString();
  const day = iso.slice(0, 10);
  const clock = iso.slice(11, 19);
  if (format.date && format.time) return `${day} ${clock}`;
  return format.date ? day : clock;
}

export function showNumber(text: string, format: NumberFormat = plain, from1904 = false): string {
  if (format.kind === 'mask') return maskNumber(text, format.mask);
  if (format.kind === 'date') return dateText(text, format, from1904);
  return plainNumber(text);
}
