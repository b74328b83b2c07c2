import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { begins, initialsKey, jamoOfKeys, readBeginning, typingKey } from '@/lib/address/jamo';

const reaches = (typed: string, name: string) =>
  begins(readBeginning(typed)!, typingKey(name), initialsKey(name));

const syllable = fc.integer({ min: 0xac00, max: 0xd7a3 }).map((code) => String.fromCharCode(code));
const name = fc
  .array(fc.oneof({ weight: 6, arbitrary: syllable }, fc.constantFrom('1', '7', 'a', 'K')), {
    minLength: 1,
    maxLength: 12,
  })
  .map((chars) => chars.join(''));

const LEADS = [...'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ'];
const leadOf = (char: string) => {
  const at = char.charCodeAt(0) - 0xac00;
  return at >= 0 && at <= 11171 ? LEADS[Math.floor(at / 588)]! : char;
};

describe('what is on the way to a name', () => {
  test.each([
    ['세종대로', '세'],
    ['세종대로', '세조'],
    ['세종대로', '세종'],
    ['세종대로', '세종ㄷ'],
    ['세종대로', 'ㅅㅈ'],
    ['세종대로', 'ㅅㅈㄷㄹ'],
    ['세종대로', '세ㅈㄷ'],
    ['세종대로', '세종ㄷㄹ'],
    ['종로구', 'ㅈㄹㄱ'],
    ['종로구', '종록'],
    ['종로학원', '종롷'],
    ['과천대로', '고'],
    ['값길', '갑'],
    ['갈현로', '갏'],
    ['갑시길', 'ㄱㅅ'],
    ['갑시길', 'ㄳ'],
    ['테헤란로7길', '테헤란로7'],
    ['테헤란로7길', 'ㅌㅎㄹㄹ7ㄱ'],
    ['3·15대로', '315'],
    ['LG전자', 'lg전'],
    ['세종대로', '세종 대로'],
    ['세종대로', 'ㅅㅔㅈ'],
    ['세종대로', '세종대로'.normalize('NFD')],
    ['세종대로', '\u1109\u110c'],
  ])('%s: %s', (whole, typed) => expect(reaches(typed, whole)).toBe(true));

  test.each([
    ['세종대로', '세주'],
    ['세종대로', 'ㅅㄷ'],
    ['세종대로', '세종대로1'],
    ['종로구', '종루'],
    ['세종대로', '세종ㄹㄹ'],
    ['신촌로', 'tls'], // Latin letters are no jamo
  ])('not %s: %s', (whole, typed) => expect(reaches(typed, whole)).toBe(false));

  test('every beginning of a name, by syllables and by strokes, reaches it', () => {
    fc.assert(
      fc.property(name, fc.nat(), (whole, at) => {
        const length = 1 + (at % whole.length);
        expect(reaches(whole.slice(0, length), whole)).toBe(true);
        expect(typingKey(whole).startsWith(typingKey(whole.slice(0, length)))).toBe(true);
      }),
    );
  });

  test('the leading consonants of every beginning, also after whole syllables, reach it', () => {
    fc.assert(
      fc.property(name, fc.nat(), fc.nat(), (whole, a, b) => {
        const length = 1 + (a % whole.length);
        const kept = b % (length + 1);
        const typed = whole.slice(0, kept) + [...whole.slice(kept, length)].map(leadOf).join('');
        expect(reaches(typed, whole)).toBe(true);
      }),
    );
  });

  test('two names have the same keys only when they are alike but for marks, spaces and case', () => {
    const bare = (text: string) => text.normalize('NFC').toLowerCase();
    fc.assert(
      fc.property(name, name, (one, other) => {
        // ㄱ + ㅅ in two syllables and ㄳ in one are typed alike only where the next begins with a vowel: never.
        if (typingKey(one) === typingKey(other)) expect(bare(one)).toBe(bare(other));
      }),
    );
  });

  test('any text at all is read without an error', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const beginning = readBeginning(text);
        expect(/[%_\\]/.test(`${beginning?.typed}${beginning?.initials ?? ''}`)).toBe(false);
      }),
    );
  });
});

test('a keyboard left on English', () => {
  expect(jamoOfKeys('tpwhd')).toBe('ㅅㅔㅈㅗㅇ');
  expect(reaches(jamoOfKeys('tpwhde')!, '세종대로')).toBe(true);
  expect(reaches(jamoOfKeys('twef')!, '세종대로')).toBe(true);
  expect(jamoOfKeys('tp1')).toBeUndefined();
});
