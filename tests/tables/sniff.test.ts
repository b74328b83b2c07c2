import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { sniffTable } from '@/lib/tables/sniff';
import type { TableFormat } from '@/lib/tables/types';
import { hasShared, sharedPath } from '../support/shared';
import { allRows, testFiles } from './files';

const file = testFiles();

const addresses = [
  '서울특별시 종로구 자하문로 94',
  '경기도 수원시 장안구 창룡대로 223 (연무동)',
  '부산광역시 중구 중앙대로 2',
];

describe('encodings, also of files of 3 lines', () => {
  const texts: [string, string][] = [
    ['addresses', addresses.join('\r\n')],
    ['syllables beyond EUC-KR', '똠방각하\r\n펲시콜라\r\n서울 강남구 테헤란로 1'],
    ['mostly ASCII', 'id,name,note\n1,Seoul,A\n2,Busan,가나다\n'],
    ['one word', '똠방각하'],
    ['a table', '번호,이름,주소\n1,청운,서울 종로구 자하문로 94\n2,뷁,부산 중구 중앙대로 2\n'],
  ];
  const encodings: [string, boolean][] = [
    ['utf-8', false],
    ['utf-8', true],
    ['utf-16le', true],
    ['utf-16be', true],
    ['cp949', false],
  ];
  for (const [what, text] of texts) {
    test.each(encodings)(`${what} in %s (mark: %s)`, async (encoding, bom) => {
      const path = file(text, { encoding, bom });
      const { format } = await sniffTable(path);
      expect(format.encoding).toBe(encoding);
      const rows = await allRows(path, { ...format, kind: 'lines', header: false });
      expect(rows.map(({ values }) => values[0])).toEqual(text.trimEnd().split(/\r?\n/));
    });
  }

  test.each(['utf-16le', 'utf-16be'])('%s without a mark', async (encoding) => {
    const path = file(addresses.join('\n'), { encoding });
    expect((await sniffTable(path)).format.encoding).toBe(encoding);
  });

  test('ASCII with some NUL bytes is not UTF-16', async () => {
    const path = file(`name,street\n${'abcdefgh,mainstreet\n'.repeat(20)}broken\0row,street\n`);
    expect((await sniffTable(path)).format.encoding).toBe('utf-8');
  });

  test('Korean far behind plain ASCII is found', async () => {
    const ascii = 'id,address\n'.concat('1,Seoul Jongno-gu 94\n'.repeat(60_000));
    const path = file(`${ascii}2,서울 종로구 자하문로 94\n`, { encoding: 'cp949' });
    const { format } = await sniffTable(path);
    expect(format.encoding).toBe('cp949');
    expect((await allRows(path, format)).at(-1)!.values).toEqual(['2', '서울 종로구 자하문로 94']);
  });

  test('western text is not taken for Korean', async () => {
    const path = file('id,name\n1,Straße 5\n2,Café Zoë\n3,Müller Weg 7\n', { encoding: 'windows-1252' });
    const { format, sample } = await sniffTable(path);
    expect(sample.map(([, name]) => name)).toEqual(['Straße 5', 'Café Zoë', 'Müller Weg 7']);
    expect(format.encoding).not.toBe('cp949');
  });

  test('UTF-8 with one damaged row is UTF-8, and the row says so', async () => {
    const good = Buffer.from(`주소\n${addresses.join('\n')}\n`.repeat(20));
    const path = file(Buffer.concat([good, Buffer.from([0xb0, 0xa1, 0x0a])]));
    const { format, faults } = await sniffTable(path);
    expect(format.encoding).toBe('utf-8');
    expect(faults.map(({ code }) => code)).toContain('encoding-unsure');
    const rows = await allRows(path, { ...format, header: false });
    expect(rows.at(-1)!.fault?.code).toBe('undecodable');
    expect(rows.filter(({ fault }) => fault)).toHaveLength(1);
  });
});

describe('delimiter and header', () => {
  const delimited = (delimiter: string) => ({ kind: 'delimited', delimiter });
  test.each<[string, string, string, Partial<TableFormat>, string[]]>([
    [
      'comma',
      'a.csv',
      'id,주소\n1,서울 1\n2,부산 2\n',
      { ...delimited(','), header: true } as never,
      ['id', '주소'],
    ],
    ['tab', 'a.tsv', 'id\t주소\n1\t서울, 1\n', { ...delimited('\t'), header: true } as never, ['id', '주소']],
    [
      'semicolon',
      'a.csv',
      'id;addr\n1;"a;b, c"\n',
      { ...delimited(';'), header: true } as never,
      ['id', 'addr'],
    ],
    [
      'bar, no header',
      'a.txt',
      '11|서울|94\n12|부산|2\n',
      { ...delimited('|'), header: false } as never,
      ['column_1', 'column_2', 'column_3'],
    ],
    [
      'bar at the end of some rows',
      'a.txt',
      '11|서울|94\n12|부산|2|\n',
      { ...delimited('|'), header: false } as never,
      ['column_1', 'column_2', 'column_3'],
    ],
    [
      'bar in quotes',
      'a.txt',
      'id|주소\n1|"가|나"\n2|다\n',
      { ...delimited('|'), header: true } as never,
      ['id', '주소'],
    ],
    ['lines', 'a.txt', `${addresses.join('\n')}\n`, { kind: 'lines', header: false }, ['column_1']],
    [
      'lines with a name',
      'a.txt',
      `주소\n${addresses.join('\n')}\n`,
      { kind: 'lines', header: true },
      ['주소'],
    ],
    [
      'lines with commas',
      'a.txt',
      '12 Main St, Springfield, IL 62701\n7 Oak Ave, Dover, DE 19901\n',
      { kind: 'lines', header: false },
      ['column_1'],
    ],
    [
      'some commas',
      'a.txt',
      '서울 중구 세종대로 110\n서울 종로구 자하문로 94, 2층\n부산 중구 중앙대로 2\n',
      { kind: 'lines' },
      ['column_1'],
    ],
    [
      'one quoted column',
      'a.csv',
      '주소\n"서울, 1"\n"부산, 2"\n',
      { kind: 'delimited', header: true },
      ['주소'],
    ],
    [
      'names with blanks and twins',
      'a.csv',
      '주소,,주소, 비고 \n서울 1,2,3,x\n',
      { header: true },
      ['주소', 'column_2', '주소_2', '비고'],
    ],
    ['header only', 'a.csv', 'id,name,address\n', { header: true }, ['id', 'name', 'address']],
    ['no known name, digits below', 'a.csv', 'alpha,beta\n1,2\n3,4\n', { header: true }, ['alpha', 'beta']],
    ['carriage returns', 'a.csv', 'id,주소\r1,서울 1\r2,부산 2\r', { header: true }, ['id', '주소']],
  ])('%s', async (_, name, text, format, columns) => {
    const preview = await sniffTable(file(text, { name }));
    expect(preview.format).toMatchObject(format);
    expect(preview.columns).toEqual(columns);
  });

  test('titles above the header are left out, and that is said', async () => {
    const path = file(
      '\n약국 현황,,,\n,,,\n2026-07 기준,,,\n번호,이름,주소,전화\n1,가,서울 1,02\n2,나,부산 2,051\n',
    );
    const preview = await sniffTable(path);
    expect(preview.columns).toEqual(['번호', '이름', '주소', '전화']);
    expect(preview.faults.map(({ code }) => code)).toEqual(['title-rows']);
    expect((await allRows(path, preview.format)).map(({ n, values }) => [n, values[1]])).toEqual([
      [1, '가'],
      [2, '나'],
    ]);
    const plain = await sniffTable(path, { header: false });
    expect(await allRows(path, plain.format)).toHaveLength(6);
  });

  test('a header of few names is no title', async () => {
    const { columns } = await sniffTable(file(',,주소\n1,가,서울 1\n2,나,부산 2\n'), { header: true });
    expect(columns).toEqual(['column_1', 'column_2', '주소']);
  });

  test('what a person decides is kept', async () => {
    const path = file('id,주소\n1,서울 1\n', { name: 'a.csv' });
    const preview = await sniffTable(path, { header: false, delimiter: ';' });
    expect(preview.format).toMatchObject({ header: false, delimiter: ';' });
    expect(preview.sample).toEqual([['id,주소'], ['1,서울 1']]);
    expect((await sniffTable(path, { encoding: 'cp949' })).format.encoding).toBe('cp949');
  });

  test('the number of rows is estimated', async () => {
    const path = file(`id,주소\n${'123,서울특별시 종로구 자하문로 94\n'.repeat(50_000)}`);
    const { rowsEstimate } = await sniffTable(path);
    expect(Math.abs(rowsEstimate - 50_000)).toBeLessThan(2_500);
    expect((await sniffTable(file('id\n1\n2\n'))).rowsEstimate).toBe(2);
  });
});

describe('what is no table is refused with a sentence', () => {
  test.each<[string, Buffer | string, RegExp]>([
    ['nothing', '', /is empty/],
    ['blank lines', '\n\n  \n\n'.replace('  ', ''), /only blank lines/],
    ['a PDF', '%PDF-1.7\n...', /PDF/],
    ['a PNG', Buffer.from('89504e470d0a1a0a', 'hex'), /PNG image/],
    ['old Excel', Buffer.from('d0cf11e0a1b11ae1', 'hex'), /\.xls.*save it as \.xlsx/],
    ['a web page named .xls', '<html><table><tr><td>주소</td></tr></table></html>', /web page/],
    ['JSON', '{"type": "FeatureCollection"}', /JSON/],
    [
      'junk',
      Buffer.from(Array.from({ length: 4000 }, (_, i) => (i * 7919 + (i >> 3) * 31) % 256)),
      /not text/,
    ],
    ['a shapefile', Buffer.from('0000270a00000000', 'hex'), /shapefile/],
  ])('%s', async (_, content, message) => {
    const path = file(content);
    await expect(sniffTable(path)).rejects.toThrow(message);
    await expect(sniffTable(path)).rejects.toMatchObject({ name: 'Problem' });
  });

  test('thousands of columns', async () => {
    await expect(sniffTable(file(`${'a,'.repeat(5000)}b\n`))).rejects.toThrow(/5,001 columns/);
  });

  test('a file that is not there', async () => {
    await expect(sniffTable('/nowhere/at/all.csv')).rejects.toThrow(/cannot be opened/);
  });
});

describe.skipIf(!hasShared)('official and official-style files (in ../shared only)', () => {
  test('queries.csv', async () => {
    const path = sharedPath('data', 'juso', 'queries.csv');
    const preview = await sniffTable(path);
    expect(preview.columns).toEqual(['input', 'lon', 'lat']);
    expect(preview.format).toMatchObject({ encoding: 'utf-8', delimiter: ',', header: true });
    const rows = await allRows(path, preview.format);
    const lines = readFileSync(path, 'utf8').trimEnd().split(/\r?\n/).slice(1);
    expect(rows).toHaveLength(lines.length);
    expect(rows.filter(({ fault }) => fault)).toEqual([]);
    expect(rows.map(({ values }) => values.slice(-2).join())).toEqual(
      lines.map((line) => line.split(',').slice(-2).join()),
    );
  });

  test.each(['seoul', 'jeonnam', 'sejong'])(
    'entrc_%s.txt is CP949, 18 columns, no header',
    async (province) => {
      const path = sharedPath('data', 'juso', `entrc_${province}.txt`);
      const preview = await sniffTable(path);
      expect(preview.format).toMatchObject({ encoding: 'cp949', delimiter: '|', header: false });
      expect(preview.columns).toHaveLength(18);
      const rows = await allRows(path, preview.format);
      expect(rows.filter(({ fault }) => fault)).toEqual([]);
      for (const { values } of rows) expect(values[3]).toMatch(/[시도]$/);
    },
  );
});
