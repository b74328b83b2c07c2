/**
 * Revised Romanisation of Korean (2000) as on official road signs: sounds assimilate inside a base name
 * (독립문로 -> Dongnimmun-ro, 종로구 -> Jongno-gu) but not across the hyphen before 로, 길, 구, 동, ...
 */

const initials = 'g kk n d tt r m b pp s ss  j jj ch k t p h'.split(' ');
const vowels = 'a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i'.split(' ');
/** Finals in Unicode order: sound at the end or before a consonant, and what moves to a following vowel. */
const finals = ' k k k n n n t l k m l l l p l m p p t t ng t t k t p t'.split(' ');
const linking = ' g kk ks n nj n d r lg lm lb ls lt lp r m b ps s ss ng j ch k t p '.split(' ');
const [n, d, r, m, silent, j, h] = [2, 3, 5, 6, 11, 12, 18];
const [finalD, finalT, finalH, finalNH, finalLH] = [7, 25, 27, 6, 15];
const vowelI = 20;

/** Before a nasal or ㄹ a stop becomes a nasal: 독립 -> dongnip. */
const nasal: Record<string, string> = { k: 'ng', t: 'n', p: 'm' };
const aspirated: Record<number, string> = { 0: 'k', [d]: 't', [j]: 'ch' };

/** Foreign words that official English names write their own way. */
const foreign: [hangul: string, english: string][] = [
  ['올림픽', 'olympic'],
  ['월드컵', 'worldcup'],
  ['센텀', 'centum'],
  ['디지털', 'digital'],
  ['엑스포', 'expo'],
  ['테크노', 'techno'],
  ['사이언스', 'science'],
  ['에코', 'eco'],
  ['아시아드', 'asiad'],
  ['유니버시아드', 'universiade'],
];

const isSyllable = (code: number) => code >= 0xac00 && code <= 0xd7a3;

/** Romanises one run of Hangul syllables as a single word. */
function romaniseWord(word: string): string {
  for (const [hangul, english] of foreign) {
    const at = word.indexOf(hangul);
    if (at >= 0)
      return romaniseWord(word.slice(0, at)) + english + romaniseWord(word.slice(at + hangul.length));
  }
  let out = '';
  let final = 0; // final of the syllable before, not yet written
  for (let i = 0; i < word.length; i++) {
    const syllable = word.charCodeAt(i) - 0xac00;
    const initial = Math.floor(syllable / 588);
    const vowel = Math.floor((syllable % 588) / 28);
    const isRoad = i > 1 && i === word.length - 1 && word[i] === '로';
    if (i === 0) out += initials[initial]!;
    else if (isRoad && finals[final] === 'n')
      out += 'nn'; // 남대문로 -> namdaemunno
    else out += junction(final, initial, vowel);
    out += vowels[vowel]!;
    final = syllable % 28;
  }
  return out + finals[final]!;
}

/** The sound between two syllables: the final of the first and the initial of the second. */
function junction(final: number, initial: number, vowel: number): string {
  if (final === 0) return initials[initial]!;
  if (initial === silent) {
    if (vowel === vowelI && final === finalD) return 'j';
    if (vowel === vowelI && final === finalT) return 'ch';
    return linking[final]!;
  }
  const aspirating = final === finalH || final === finalNH || final === finalLH;
  if (aspirating && aspirated[initial]) {
    return (final === finalNH ? 'n' : final === finalLH ? 'l' : '') + aspirated[initial];
  }
  const sound = finals[final]!;
  if (initial === r) {
    if (sound === 'n' || sound === 'l') return 'll';
    return `${nasal[sound] ?? sound}n`;
  }
  if (initial === n && sound === 'l') return 'll';
  if (initial === n || initial === m) return (nasal[sound] ?? sound) + initials[initial];
  if (initial === h && aspirating) return initials[h]!;
  return sound + initials[initial];
}

const hyphenated = ['대로', '로', '길', '특별자치도', '시', '군', '구', '읍', '면', '동', '리', '가', '도'];

/** A run of Hangul with its generic ending set apart: 자하문로 -> Jahamun-ro. */
function romaniseRun(run: string, isLegalRo: boolean): string {
  const suffix = isLegalRo
    ? undefined
    : hyphenated.find((ending) => run.endsWith(ending) && run.length > ending.length);
  if (!suffix) return romaniseWord(run);
  return `${romaniseWord(run.slice(0, -suffix.length))}-${romaniseWord(suffix)}`;
}

/**
 * The official-style English form of a Korean name, in lower case: 자하문로 -> jahamun-ro,
 * 퇴계로77번길 -> toegye-ro 77beon-gil, 종로1가 -> jongno 1-ga. What is not Hangul stays as it is.
 */
export function romanise(hangul: string): string {
  const text = hangul.slice(0, 120).normalize('NFC');
  let out = '';
  let at = 0;
  while (at < text.length) {
    let end = at;
    if (isSyllable(text.charCodeAt(at))) {
      while (end < text.length && isSyllable(text.charCodeAt(end))) end++;
      const isLegalRo = /^\d+가$/.test(text.slice(end)) && text[end - 1] === '로';
      const afterDigit = at > 0 && /\d/.test(text[at - 1]!);
      const run = text.slice(at, end);
      out += afterDigit && hyphenated.includes(run) ? `-${romaniseWord(run)}` : romaniseRun(run, isLegalRo);
    } else {
      while (end < text.length && !isSyllable(text.charCodeAt(end))) end++;
      const between = text.slice(at, end);
      out += at > 0 && /^\d/.test(between) ? ` ${between}` : between;
    }
    at = end;
  }
  return out;
}

/** What spellings of a romanised name share: lower case, letters and digits only, "1(il)-ga" = "1-ga". */
export function romanKey(text: string): string {
  return text
    .slice(0, 160)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\([a-z]{1,12}\)/g, '')
    .replace(/[^a-z0-9]+/g, '');
}
