const marks = /[\u0300-\u036f]+/g;
const special: Record<string, string> = {
  ß: 'SS',
  ẞ: 'SS',
  Ø: 'O',
  Æ: 'AE',
  Œ: 'OE',
  Ł: 'L',
  Đ: 'D',
  İ: 'I',
};

const spaced = (text: string) =>
  text.includes('  ') || text.startsWith(' ') || text.endsWith(' ')
    ? text.split(' ').filter(Boolean).join(' ')
    : text;

/** ASCII letters, digits and spaces alone, which only upper case can change. */
function isPlain(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const isLetter = (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
    if (!isLetter && !(code >= 48 && code <= 57) && code !== 32) return false;
  }
  return true;
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
}

/** Upper case, Latin letters without accents, words parted by single spaces, other punctuation dropped. */
export function foldWestern(text: string): string {
  const cut = text.length > 120 ? text.slice(0, 120) : text;
  if (isPlain(cut)) return spaced(cut.toUpperCase());
  const letters = isAscii(cut) ? cut.toUpperCase() : foldLetters(cut);
  const bare = letters
    .replace(/['’`.]+/g, '')
    .replace(/&/g, ' AND ')
    .replace(/[^\p{L}\p{N}/]+/gu, ' ');
  return spaced(bare);
}

function foldLetters(text: string): string {
  return text
    .normalize('NFKD')
    .replace(marks, '')
    .toUpperCase()
    .replace(/[ßẞØÆŒŁĐİ]/g, (letter) => special[letter]!)
    .normalize('NFC');
}
