import { expect, test } from 'vitest';
import { withCountryName } from '@/app/_lib/country-name';

test.each([
  ['KR', 'ko', '대한민국'],
  ['Gimcheon, KR', 'ko', 'Gimcheon, 대한민국'],
  ['Springfield, IL, US', 'en', 'Springfield, IL, United States'],
  ['서울특별시', 'ko', '서울특별시'],
  ['Somewhere, QQQ', 'en', 'Somewhere, QQQ'],
])('%s in %s is %s', (label, locale, expected) => {
  expect(withCountryName(label, locale)).toBe(expected);
});
