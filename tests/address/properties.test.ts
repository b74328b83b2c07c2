import { performance } from 'node:perf_hooks';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAddress } from '@/lib/address/parse';
import type { KoreanReading } from '@/lib/address/types';

const vocabulary = [
  ...[
    '서울',
    '서울특별시',
    '경기도',
    '광주',
    '광주시',
    '세종',
    '강남구',
    '강남',
    '수원시',
    '장안구',
    '전주',
    '완산구',
  ],
  ...[
    '역삼동',
    '등촌제3동',
    '종로1가',
    '성수동',
    '1가',
    '온양읍',
    '하봉리',
    '산',
    '산12',
    '지하',
    '공중',
    '(',
    ')',
    '[',
  ],
  ...[
    '테헤란로',
    '로',
    '길',
    '대로',
    '24',
    '길3',
    '번길',
    '3·15대로',
    '12-3',
    '12',
    '번지',
    '호',
    '층',
    '동',
    '외',
    '필지',
  ],
  ...[
    '101동',
    '1203호',
    '06236',
    '151-742',
    '우)',
    ',',
    '-',
    '의',
    ' ',
    '  ',
    '@',
    '한빛아파트',
    'Teheran-ro',
    'Apt',
    '#',
  ],
];
const pieces = fc.array(fc.constantFrom(...vocabulary), { maxLength: 14 });
const addressLike = fc.tuple(pieces, fc.constantFrom('', ' ')).map(([words, space]) => words.join(space));

const bare = (text: string) => {
  const { readings, notes } = parseAddress(text);
  return { readings, rules: notes.map((note) => note.rule) };
};

describe('parseAddress', () => {
  it('never throws, gives at most four readings, and numbers that are numbers', () => {
    fc.assert(
      fc.property(fc.oneof(addressLike, fc.string({ unit: 'binary' }), fc.string()), (text) => {
        const { readings } = parseAddress(text);
        expect(readings.length).toBeLessThanOrEqual(4);
        for (const reading of readings) {
          if (reading.grammar !== 'korean') continue;
          if (reading.main !== undefined) expect(Number.isSafeInteger(reading.main)).toBe(true);
          if (reading.sub !== undefined) expect(Number.isSafeInteger(reading.sub)).toBe(true);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    '(',
    '[',
    ')',
    '1',
    '산',
    ' ',
    '로',
    '길',
    '동',
    '-',
    ',',
    '가1',
    '(1',
    '1-',
    'a',
    'a ',
    '\u1100',
    '½',
    'St ',
  ])('reads 10 MB of %j in less than a second', (piece) => {
    const flood = piece.repeat(10_000_000 / piece.length);
    const start = performance.now();
    for (const text of [flood, `서울 강남구 ${flood}`, `${flood}서울`, `12 Main St ${flood}`])
      parseAddress(text);
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('is the same for wider white space', () => {
    fc.assert(
      fc.property(pieces, fc.constantFrom('  ', '\t', '\u3000', '\u00a0'), (words, space) => {
        expect(bare(words.join(space))).toEqual(bare(words.join(' ')));
      }),
    );
  });

  it('is the same for full-width digits, brackets and hyphens', () => {
    fc.assert(
      fc.property(addressLike, (text) => {
        const wide = text.replace(/[0-9()[\]\-,]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
        expect(bare(wide)).toEqual(bare(text));
      }),
    );
  });

  it('is the same for decomposed Hangul', () => {
    fc.assert(
      fc.property(addressLike, (text) => {
        expect(bare(text.normalize('NFD'))).toEqual(bare(text));
      }),
    );
  });

  it('reads its own standard form as the same reading', () => {
    const district = fc.constantFrom(
      ['서울특별시', '강남구'],
      ['경기도', '수원시', '장안구'],
      ['경상북도', '울진군'],
      ['세종특별자치시'],
      ['전남광주통합특별시', '동구'],
    );
    const name = fc.constantFrom(
      '테헤란로',
      '종로',
      '자하문로24길',
      '퇴계로77번길',
      '3·15대로',
      '구천동1로',
      '2번도로길',
    );
    const town = fc.constantFrom('역삼동', '등촌제3동', '종로1가', '성수동1가', '봉천동');
    const number = fc.tuple(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 0, max: 999 }));
    fc.assert(
      fc.property(district, name, town, number, fc.boolean(), (areas, road, dong, [main, sub], special) => {
        const digits = sub ? `${main}-${sub}` : `${main}`;
        const byRoad = first([...areas, road, `${special ? '지하' : ''}${digits}`].join(' '));
        expect(byRoad).toMatchObject({ form: 'road', districts: areas.slice(1), road, main, sub });
        expect(byRoad.underground).toBe(special ? 1 : 0);
        const byParcel = first([...areas, dong, `${special ? '산' : ''}${digits}`].join(' '));
        expect(byParcel).toMatchObject({ form: 'parcel', town: dong, mountain: special, main, sub });
      }),
    );
  });
});

function first(text: string): KoreanReading {
  const [reading] = parseAddress(text).readings;
  if (reading?.grammar !== 'korean') throw new Error(`no Korean reading of ${text}`);
  return reading;
}
