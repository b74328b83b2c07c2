import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { sniffTable } from '@/lib/tables/sniff';
import { numberFormat, showNumber } from '@/lib/tables/workbook/number-format';
import { XmlReader } from '@/lib/tables/workbook/xml';
import { allRows, testFiles } from './files';
import { workbook, zip } from './zip';

const file = testFiles();
const book = (parts: Parameters<typeof workbook>[0]) => file(workbook(parts), { name: 'table.xlsx' });
const inline = (text: string, at = '') =>
  `<c${at ? ` r="${at}"` : ''} t="inlineStr"><is><t>${text}</t></is></c>`;

async function values(parts: Parameters<typeof workbook>[0]): Promise<string[][]> {
  const path = book(parts);
  const { format } = await sniffTable(path, { header: false });
  return (await allRows(path, format)).map((row) => row.values);
}

describe('cells', () => {
  test('texts, shared and inline, rich and escaped', async () => {
    const row = `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>${inline('a &amp; b &lt;c&gt; &#44032;', 'C1')}<c r="D1" t="str"><f>A1</f><v>formula</v></c></row>`;
    const strings = [
      '<t xml:space="preserve"> 자하문로 </t>',
      '<r><t>두</t></r><r><t> 조각_x000A_끝</t></r><rPh><t>ふり</t></rPh>',
    ];
    expect(await values({ sheets: { a: row }, strings })).toEqual([
      [' 자하문로 ', '두 조각\n끝', 'a & b <c> 가', 'formula'],
    ]);
  });

  test('numbers, truth values and errors as shown', async () => {
    const row =
      '<row r="1"><c r="A1"><v>127.0333661</v></c><c r="B1"><v>0.30000000000000004</v></c><c r="C1"><v>1E3</v></c><c r="D1" t="b"><v>1</v></c><c r="E1" t="e"><v>#N/A</v></c><c r="F1"><v>123456789012345</v></c></row>';
    expect(await values({ sheets: { a: row } })).toEqual([
      ['127.0333661', '0.3', '1000', 'TRUE', '#N/A', '123456789012345'],
    ]);
  });

  test.each<[string, string, string]>([
    ['00000', '3047', '03047'],
    ['000\\-0000', '1234567', '123-4567'],
    ['00-000-0000', '29876543', '02-987-6543'],
    ['yyyy-mm-dd', '43835', '2020-01-05'],
    ['yyyy"년" m"월" d"일"', '43835', '2020-01-05'],
    ['[$-412]yyyy/mm/dd;@', '43835.75', '2020-01-05'],
    ['yyyy-mm-dd hh:mm', '43835.75', '2020-01-05 18:00:00'],
    ['h:mm AM/PM', '0.5', '12:00:00'],
    ['0.00', '127.0333661', '127.0333661'],
    ['#,##0', '1234567', '1234567'],
    ['General', '3', '3'],
    ['0%', '0.5', '0.5'],
    ['"day "0', '7', '7'],
    ['yyyy-mm-dd', '1', '1900-01-01'],
    ['yyyy-mm-dd', '61', '1900-03-01'],
    ['yyyy-mm-dd', '-5', '-5'],
    ['yyyy-mm-dd', '99999999', '99999999'],
  ])('the format %s shows %s as %s', (code, number, shown) => {
    expect(showNumber(number, numberFormat(200, code))).toBe(shown);
  });

  test('built-in dates, and the count from 1904', async () => {
    expect(showNumber('43835', numberFormat(14, undefined))).toBe('2020-01-05');
    const row = '<row r="1"><c r="A1" s="1"><v>0</v></c></row>';
    expect(await values({ sheets: { a: row }, formats: ['yyyy-mm-dd'], date1904: true })).toEqual([
      ['1904-01-01'],
    ]);
  });

  test('missing cells and rows are blank, in their places', async () => {
    const rows = `<row r="2">${inline('a', 'A2')}${inline('c', 'C2')}</row><row r="4">${inline('b', 'B4')}</row><row r="5"/><row r="6"><c r="A6" s="0"/></row>`;
    expect(await values({ sheets: { a: rows } })).toEqual([
      ['a', '', 'c'],
      ['', '', ''],
      ['', 'b', ''],
    ]);
  });

  test('cells without references follow each other', async () => {
    expect(
      await values({ sheets: { a: `<row>${inline('a')}${inline('b')}</row><row>${inline('c')}</row>` } }),
    ).toEqual([
      ['a', 'b'],
      ['c', ''],
    ]);
  });
});

describe('workbooks', () => {
  const row = (text: string) => `<row r="1">${inline(text, 'A1')}</row>`;

  test('the first visible sheet, or the one chosen', async () => {
    const path = book({ sheets: { 숨김: row('x'), 목록: row('주소'), b: row('other') }, hidden: ['숨김'] });
    const preview = await sniffTable(path);
    expect(preview).toMatchObject({
      sheets: ['목록', 'b'],
      columns: ['주소'],
      format: { kind: 'xlsx', sheet: '목록' },
    });
    expect((await sniffTable(path, { sheet: 'b', header: false })).sample).toEqual([['other']]);
    await expect(sniffTable(path, { sheet: 'c' })).rejects.toThrow(/no sheet "c"; it has "목록", "b"/);
  });

  test('faults keep the number of the row in the sheet; short rows are none', async () => {
    const long = Array.from(
      { length: 300 },
      (_, i) => `<row r="${i + 1}">${inline('a', `A${i + 1}`)}${inline('b', `B${i + 1}`)}</row>`,
    );
    long[250] = `<row r="251">${inline('a', 'A251')}</row>`;
    long[299] = `<row r="300">${inline('a', 'A300')}${inline('b', 'B300')}${inline('c', 'C300')}</row>`;
    const path = book({ sheets: { a: long.join('') } });
    const rows = await allRows(path, (await sniffTable(path, { header: false })).format);
    expect(rows.filter(({ fault }) => fault).map(({ n, fault }) => [n, fault!.code, fault!.line])).toEqual([
      [300, 'long-row', 300],
    ]);
  });

  test('an archive that is no workbook, a damaged one, and a bomb are refused', async () => {
    await expect(sniffTable(file(zip({ 'a.txt': 'x' })))).rejects.toThrow(
      /ZIP archive, not an Excel workbook/,
    );
    const whole = workbook({ sheets: { a: row('x'.repeat(5000)) } });
    await expect(sniffTable(file(whole.subarray(0, whole.length - 30)))).rejects.toThrow(/cannot be read/);
    const parts = {
      'xl/workbook.xml': '<workbook/>',
      'xl/worksheets/sheet1.xml': Buffer.alloc(200_000_000, 32),
    };
    await expect(sniffTable(file(zip(parts)))).rejects.toThrow(/unpacks to 200,000,0\d\d bytes/);
    // A part that says it is small and is not.
    const lying = zip(
      { 'xl/workbook.xml': `<workbook>${' '.repeat(100_000)}</workbook>` },
      { 'xl/workbook.xml': 100 },
    );
    await expect(sniffTable(file(lying))).rejects.toThrow(/damaged/);
  });

  test('XML in pieces of any size is the same', () => {
    const text =
      '<?xml version="1.0"?><!-- a > b --><a:x b="1 > 0" cb = "2"><![CDATA[<raw>]]>t&amp;t</a:x><y/>';
    const read = (size: number) => {
      const seen: unknown[] = [];
      let run = '';
      const flush = () => {
        if (run) seen.push(run);
        run = '';
      };
      const reader = new XmlReader({
        open: (name, attribute) => {
          flush();
          seen.push(name, attribute('cb'));
        },
        text: (piece) => {
          run += piece;
        },
        close: (name) => {
          flush();
          seen.push(`/${name}`);
        },
      });
      for (let at = 0; at < text.length; at += size) reader.push(text.slice(at, at + size));
      return seen;
    };
    const expected = read(text.length);
    expect(expected).toContain('<raw>t&t');
    expect(expected).toContain('2');
    for (let size = 1; size < text.length; size++) expect(read(size)).toEqual(expected);
  });
});

const ogr = spawnSync('ogr2ogr', ['--version']);
const noGdal = ogr.error ? '(skipped: ogr2ogr is not installed, package gdal-bin)' : '';

test.skipIf(noGdal)(`a workbook that GDAL wrote ${noGdal}`, async () => {
  const source = file(
    '이름,주소,개업일,n\n가게,서울특별시 종로구 자하문로 94,2020-01-05,1\n"둘, 셋",부산,2021-12-31,2.5\n',
  );
  const target = `${source}.xlsx`;
  execFileSync('ogr2ogr', ['-f', 'XLSX', target, source, '-oo', 'AUTODETECT_TYPE=YES'], { stdio: 'pipe' });
  const { columns, sample, format } = await sniffTable(target);
  expect(format).toMatchObject({ kind: 'xlsx', header: true });
  expect(columns).toEqual(['이름', '주소', '개업일', 'n']);
  expect(sample).toEqual([
    ['가게', '서울특별시 종로구 자하문로 94', '2020-01-05', '1'],
    ['둘, 셋', '부산', '2021-12-31', '2.5'],
  ]);
});
