import { describe, expect, it } from 'vitest';
import { districtAlternatives } from '@/lib/address/renames';
import type { Province } from '@/lib/address/types';

const write = (place: { province?: Province; districts: string[] }) =>
  [place.province, ...place.districts].join(' ').trim();
const alternatives = (text: string) => {
  const [province, ...districts] = text.split(' ');
  return districtAlternatives(province as Province, districts).map(write);
};

describe('districtAlternatives', () => {
  it.each([
    ['인천 남구', ['인천 미추홀구']],
    ['인천 미추홀구', ['인천 남구']],
    ['인천 중구', ['인천 제물포구', '인천 영종구']],
    ['인천 동구', ['인천 제물포구']],
    ['인천 제물포구', ['인천 중구', '인천 동구']],
    ['인천 서구', ['인천 서해구', '인천 검단구']],
    ['경북 군위군', ['대구 군위군']],
    ['대구 군위군', ['경북 군위군']],
    ['전남광주 동구', ['광주 동구']],
    ['전남광주 목포시', ['전남 목포시']],
    ['광주 동구', ['전남광주 동구']],
    ['전남 목포시', ['전남광주 목포시']],
    ['전남 여천군', ['전남 여수시', '전남광주 여수시', '전남광주 여천군']],
    ['경기 부천시 원미구', ['경기 부천시']],
    ['경기 부천시', ['경기 부천시 원미구', '경기 부천시 소사구', '경기 부천시 오정구']],
    ['경기 부천', ['경기 부천시 원미구', '경기 부천시 소사구', '경기 부천시 오정구']],
    ['충북 청주시 청원구', ['충북 청원군']],
    ['충남 연기군', ['세종']],
    ['세종', ['충남 연기군']],
    ['제주 북제주군', ['제주 제주시']],
    ['경남 진해시', ['경남 창원시 진해구']],
    ['경기 화성시 동탄구', ['경기 화성시', '경기 화성군']],
    ['경기 여주군', ['경기 여주시']],
    ['서울 강남구', []],
  ])('%s', (text, expected) => {
    expect(alternatives(text)).toEqual(expected);
  });

  it('goes both ways for every alternative', () => {
    for (const text of [
      '인천 남구',
      '경북 군위군',
      '충북 청원군',
      '제주 남제주군',
      '경남 마산시',
      '광주 동구',
    ]) {
      for (const other of alternatives(text)) expect(alternatives(other)).toContain(text);
    }
  });

  it('needs no province where the name says enough, and says nothing where it does not', () => {
    expect(districtAlternatives(undefined, ['청원군']).map(write)).toContain('충북 청주시 청원구');
    expect(districtAlternatives(undefined, ['남구'])).toEqual([]);
    expect(districtAlternatives(undefined, [])).toEqual([]);
  });
});
