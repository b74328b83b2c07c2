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

function isPlainUpper(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (!((code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 32)) return false;
  }
  return true;
}

/** Upper case, Latin letters without accents, words parted by single spaces, other punctuation dropped. */
export function foldWestern(text: string): string {
  const cut = text.length > 120 ? text.slice(0, 120) : text;
  const upper = isPlainUpper(cut) ? cut : foldLetters(cut);
  return upper.split(' ').filter(Boolean).join(' ');
}

function foldLetters(text: string): string {
  return text
    .normalize('NFKD')
    .replace(marks, '')
    .toUpperCase()
    .replace(/[ßẞØÆŒŁĐİ]/g, (letter) => special[letter]!)
    .normalize('NFC')
    .replace(/['’`.]+/g, '')
    .replace(/&/g, ' AND ')
    .replace(/[^\p{L}\p{N}/]+/gu, ' ');
}
