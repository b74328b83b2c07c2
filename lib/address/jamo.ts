/**
 * Hangul as it is typed. A name is written out as the keys of the standard keyboard (두벌식), one letter a
 * jamo: 세종대로 -> tpwhdeofh. What has been typed so far is then a plain prefix of the name, wherever the last
 * syllable stands: 세조 and 세종ㄷ are on the way to 세종대로, and the ㅎ of 종롷 may open the next syllable.
 */

const FIRST = 0xac00;
const LAST = 0xd7a3;

/** Keys of the leading consonants, vowels and finals in Unicode order; ㅘ and ㄳ are two strokes. */
const LEADS = 'r R s e E f a q Q t T d w W c z x v g'.split(' ');
const VOWELS = 'k o i O j p u P h hk ho hl y n nj np nl b m ml l'.split(' ');
const FINALS = ' r R rt s sw sg e f fr fa fq ft fx fv fg a q qt t T d w c z x v g'.split(' ');

/** Jamo standing alone (U+3131 to U+3163, as input methods leave them): ㄱ ㄲ ㄳ ㄴ ... ㅣ. */
const LONE = 'r R rt s sw sg e E f fr fa fq ft fx fv fg a q Q qt t T d w W c z x v g'
  .split(' ')
  .concat(VOWELS);
const LONE_FIRST = 0x3131;
const LONE_VOWEL = 0x314f;
const LONE_LAST = 0x3163;

/** One character of what was typed. */
interface Stroke {
  /** Its keys. */
  typed: string;
  /** The key of its leading consonant; the keys of lone consonants, each one a syllable to come. */
  initials: string;
  /** A jamo that stands alone. */
  lone?: 'consonant' | 'vowel';
}

/** Latin letters are marked, so that no key of a jamo is taken for one. */
const letter = (char: string): Stroke => ({ typed: `~${char}`, initials: `~${char}` });

function strokeOf(char: string): Stroke | undefined {
  const code = char.charCodeAt(0);
  if (code >= FIRST && code <= LAST) {
    const at = code - FIRST;
    const lead = LEADS[Math.floor(at / 588)]!;
    return {
      typed: lead + VOWELS[Math.floor((at % 588) / 28)]! + FINALS[at % 28]!,
      initials: lead,
    };
  }
  if (code >= LONE_FIRST && code <= LONE_LAST) {
    const typed = LONE[code - LONE_FIRST]!;
    return code < LONE_VOWEL
      ? { typed, initials: typed, lone: 'consonant' }
      : { typed, initials: '', lone: 'vowel' };
  }
  if (char >= '0' && char <= '9') return { typed: char, initials: char };
  return /[\p{L}\p{N}]/u.test(char) ? letter(char) : undefined;
}

/** Conjoining jamo that stand alone (as macOS hands them over), by the lone jamo they look like. */
const conjoining = new Map<string, string>([
  ...[...'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ'].map((jamo, i): [string, string] => [
    String.fromCharCode(0x1100 + i),
    jamo,
  ]),
  ...Array.from({ length: 21 }, (_, i): [string, string] => [
    String.fromCharCode(0x1161 + i),
    String.fromCharCode(LONE_VOWEL + i),
  ]),
]);

/** Longest text that is written out; no name is longer. */
const LONGEST = 60;

function strokes(text: string): Stroke[] {
  const out: Stroke[] = [];
  for (const char of text.slice(0, LONGEST).normalize('NFC').toLowerCase()) {
    // Full-width letters and digits are what they look like; lone jamo must not be composed.
    const wide = char >= '\uff01' && char <= '\uff5e' ? char.normalize('NFKC') : char;
    const stroke = strokeOf(conjoining.get(wide) ?? wide);
    if (stroke) out.push(stroke);
  }
  return out;
}

/** The keys of a name: 세종대로 -> tpwhdeofh. Spaces and punctuation have none. */
export function typingKey(name: string): string {
  return strokes(name)
    .map(({ typed }) => typed)
    .join('');
}

/** The leading consonants of a name, as keys: 세종대로 -> twef (ㅅㅈㄷㄹ). Digits stay. */
export function initialsKey(name: string): string {
  return strokes(name)
    .map(({ initials }) => initials)
    .join('');
}

/**
 * What a name must begin with to become of what was typed. `initials` is there when consonants stand for whole
 * syllables (ㅅㅈㄷㄹ, 세종ㄷㄹ): then `typed` holds the part before the first of them.
 */
export interface Beginning {
  typed: string;
  initials?: string;
}

/** Reads what was typed so far; undefined where no letter or digit is in it. */
export function readBeginning(text: string): Beginning | undefined {
  const all = strokes(text);
  if (!all.length) return undefined;
  const first = all.findIndex(({ lone }) => lone === 'consonant');
  const join = (list: readonly Stroke[], part: 'typed' | 'initials') => list.map((one) => one[part]).join('');
  // A single consonant at the very end is the next syllable begun: the keys alone say it.
  const onlyLast = first === all.length - 1 && all[first]!.initials.length === 1 && first > 0;
  // With vowels that stand alone, every jamo was typed for itself.
  if (first < 0 || onlyLast || all.some(({ lone }) => lone === 'vowel')) return { typed: join(all, 'typed') };
  return { typed: join(all.slice(0, first), 'typed'), initials: join(all, 'initials') };
}

const loneOfKey = new Map(
  LONE.flatMap((keys, i) => (keys.length === 1 ? [[keys, String.fromCharCode(LONE_FIRST + i)]] : [])) as [
    string,
    string,
  ][],
);

/**
 * Latin letters as the jamo of the same keys, for a keyboard that was left on English: tpwhd -> ㅅㅔㅈㅗㅇ.
 * Undefined where a letter is not on those keys.
 */
export function jamoOfKeys(text: string): string | undefined {
  let out = '';
  for (const char of text) {
    const jamo = loneOfKey.get(char) ?? loneOfKey.get(char.toLowerCase());
    if (!jamo) return undefined;
    out += jamo;
  }
  return out;
}

/** Whether a name with these keys can become of what was typed. */
export function begins(beginning: Beginning, typed: string, initials: string): boolean {
  return (
    typed.startsWith(beginning.typed) &&
    (beginning.initials === undefined || initials.startsWith(beginning.initials))
  );
}
