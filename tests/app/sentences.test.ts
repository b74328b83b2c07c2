import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inKorean, KOREAN } from '@/app/i18n/sentences';

function sources(folder: string): string {
  return readdirSync(folder, { withFileTypes: true })
    .map((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return sources(path);
      return entry.name.endsWith('.ts') ? readFileSync(path, 'utf8') : '';
    })
    .join('\n');
}

test('every sentence of the table is one the sources still say', () => {
  const said = ['lib', 'app/api', 'app/_archive'].map(sources).join('\n');
  for (const [english] of KOREAN) {
    const longest = english
      .split(/\{\}|\ufffd|, not a table|The file is /)
      .sort((a, b) => b.length - a.length)[0]!;
    expect(said.includes(longest.replace(/\.$/, '')), english).toBe(true);
  }
});

test('what varies is carried over; an unknown sentence is shown as it came', () => {
  expect(
    inKorean('The file has 300,000,000 bytes; at most 209,715,200 are allowed (MAX_UPLOAD_BYTES). Split it.'),
  ).toBe('파일 크기가 300,000,000바이트로 한도 209,715,200바이트를 넘습니다. 나누어 올리십시오.');
  expect(
    inKorean(
      'entrc_seoul.txt ends in the middle of a row (line 7): the file is not whole. Get it again; nothing was changed.',
    ),
  ).toContain('entrc_seoul.txt이(가) 7번째 줄');
  expect(inKorean('Something quite new.')).toBe('Something quite new.');
});

test('Korean sentences are in Korean and use only what the English one gives', () => {
  for (const [english, korean] of KOREAN) {
    const count = english.split('{}').length - 1;
    expect(korean).toMatch(/[가-힣].*\.$/s);
    for (const [, n] of korean.matchAll(/\{(\d)\}/g)) expect(Number(n)).toBeLessThanOrEqual(count);
  }
});
