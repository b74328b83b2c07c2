import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnNames, columnTypes, joinColumns } from '@/lib/tables/columns';
import { Scanner } from '@/lib/tables/scan';
import { sniffTable } from '@/lib/tables/sniff';
import type { TableFormat } from '@/lib/tables/types';
import { BOM, csvLine } from '@/lib/tables/write';
import { allRows, testFiles } from './files';

const file = testFiles();
const csv: TableFormat = { kind: 'delimited', encoding: 'utf-8', delimiter: ',', quote: true, header: false };

describe('write, sniff, read: the same again', () => {
  const names = ['번호', '이름', '주소', '비고'];
  const value = fc.oneof(
    fc.constantFrom(
      '',
      'a,b',
      '가|나',
      'x;y',
      'p\tq',
      '"quoted"',
      'say ""',
      '줄\n바꿈',
      ' 앞뒤 ',
      '똠방각하',
      '0012',
      "O'Neil",
    ),
    fc.string({ maxLength: 12, unit: fc.constantFrom(...'가각뷁서울시 abc01"-,;|') }),
  );
  const table = fc
    .array(fc.tuple(value, value, value), { minLength: 3, maxLength: 12 })
    .map((rows) => rows.map((row, i) => [String(i + 1), ...row]));

  test('over delimiters, encodings, newlines and quoting', async () => {
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.constantFrom(',', '\t', '|', ';'),
        fc.constantFrom<[string, boolean]>(
          ['utf-8', false],
          ['utf-8', true],
          ['cp949', false],
          ['utf-16le', true],
          ['utf-16be', true],
        ),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.boolean(),
        async (rows, delimiter, [encoding, bom], newline, always) => {
          const quote = (text: string) =>
            always || /["\r\n]/.test(text) || text.includes(delimiter)
              ? `"${text.replaceAll('"', '""')}"`
              : text;
          const text = [names, ...rows].map((row) => row.map(quote).join(delimiter)).join(newline) + newline;
          const path = file(text, { encoding, bom });
          const { format, columns } = await sniffTable(path);
          expect(format).toMatchObject({ kind: 'delimited', delimiter, header: true });
          expect(columns).toEqual(names);
          const read = await allRows(path, format);
          expect(read).toEqual(rows.map((values, i) => ({ n: i + 1, values })));
        },
      ),
      { numRuns: 200 },
    );
  });

  test('csvLine and the scanner are inverse', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.string(), { minLength: 1 }), { minLength: 1 }), (rows) => {
        const scanner = new Scanner({ delimiter: ',', quote: true });
        const records = [...scanner.push(rows.map((row) => csvLine(row)).join('')), ...scanner.end()];
        expect(records.map(({ values }) => values)).toEqual(rows);
      }),
    );
    expect(BOM + csvLine([1, null, 'a"b', undefined, true])).toBe('\ufeff1,,"a""b",,true\r\n');
  });

  test('pieces of any size give the same records', () => {
    const text = 'a,"b\r\nc",d\r\n\r\n"x ""y""",,"z"\n"bad"end,1\nlast,"open\r';
    const whole = new Scanner({ delimiter: ',', quote: true });
    const expected = [...whole.push(text), ...whole.end()];
    for (let size = 1; size < text.length; size++) {
      const scanner = new Scanner({ delimiter: ',', quote: true });
      const records = [];
      for (let at = 0; at < text.length; at += size) records.push(...scanner.push(text.slice(at, at + size)));
      records.push(...scanner.end());
      expect(records).toEqual(expected);
    }
  });
});

describe('faulty rows stay, in order, and say what is wrong', () => {
  const read = async (text: string | Buffer, format: Partial<TableFormat> = {}) =>
    allRows(file(text), { ...csv, ...format });

  test.each<[string, string, [values: string[], code?: string, line?: number][]]>([
    [
      'a short row',
      'a,b,c\n1,2\nx,y,z\n',
      [[['a', 'b', 'c']], [['1', '2', ''], 'short-row', 2], [['x', 'y', 'z']]],
    ],
    ['a long row', 'a,b\n1,2,3\nx,y\n', [[['a', 'b']], [['1', '2', '3'], 'long-row', 2], [['x', 'y']]]],
    ['empty values too many', 'a,b\n1,2,,\nx,y\n', [[['a', 'b']], [['1', '2']], [['x', 'y']]]],
    [
      'text after a quote',
      'a,b\n"1"x,2\nc,d\n',
      [[['a', 'b']], [['"1"x', '2'], 'bad-quote', 2], [['c', 'd']]],
    ],
    [
      'a quote never closed',
      'a,b\n"1,2\nc,d\ne,f\n',
      [[['a', 'b']], [['"1', '2'], 'bad-quote', 2], [['c', 'd']], [['e', 'f']]],
    ],
    ['a quote within', 'a,b\n5" pipe,2\n', [[['a', 'b']], [['5" pipe', '2']]]],
    [
      'newlines in quotes count as lines',
      '"a\n\nb",c\n1\n',
      [[['a\n\nb', 'c']], [['1', ''], 'short-row', 4]],
    ],
    ['NUL bytes', 'a,b\n1\0,2\n', [[['a', 'b']], [['1', '2'], 'nul', 2]]],
    ['blank lines within', 'a,b\n\nc,d\n\n\n', [[['a', 'b']], [['', '']], [['c', 'd']]]],
    ['mixed newlines', 'a,b\r\nc,d\re,f\ng,h', [[['a', 'b']], [['c', 'd']], [['e', 'f']], [['g', 'h']]]],
    ['spaces', ' a , b\n', [[[' a ', ' b']]]],
  ])('%s', async (_, text, expected) => {
    const rows = await read(text);
    expect(rows.map(({ values, fault }) => (fault ? [values, fault.code, fault.line] : [values]))).toEqual(
      expected,
    );
    expect(rows.map(({ n }) => n)).toEqual(rows.map((_, i) => i + 1));
  });

  test('bytes that are not of the encoding', async () => {
    const rows = await read(
      Buffer.concat([
        Buffer.from('서울,1\n'),
        Buffer.from([0xff, 0x2c, 0x32, 0x0a]),
        Buffer.from('부산,3\n'),
      ]),
    );
    expect(rows.map(({ fault }) => fault?.code)).toEqual([undefined, 'undecodable', undefined]);
  });

  test('a row without end is cut, those behind it are read', async () => {
    const rows = await read(`a,b\n${'x'.repeat(3_000_000)},2\nc,d\n`);
    expect(rows).toHaveLength(3);
    expect(rows[1]!.fault?.code).toBe('too-long');
    expect(rows[1]!.values[0]!.length).toBeLessThan(1_500_000);
    expect(rows[2]!.values).toEqual(['c', 'd']);
    const quoted = await read(`a,b\n"${'x'.repeat(3_000_000)},2\nc,d\n`);
    expect(quoted.at(-1)!.values).toEqual(['c', 'd']);
  });

  test('any text is read to its end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', 'a', '가', '\0') }),
        async (text) => {
          const rows = await read(`x,y\n${text}\nz,w\n`, { header: true });
          // A quote may be closed by one of a later row; else the last row is there.
          if (!text.includes('"')) expect(rows.at(-1)!.values.slice(0, 2)).toEqual(['z', 'w']);
          for (const { values } of rows) expect(values.length).toBeGreaterThanOrEqual(2);
        },
      ),
    );
  });

  test('extra values get names of their own', () => {
    expect(columnNames(['a', ''], 4)).toEqual(['a', 'column_2', 'column_3', 'column_4']);
  });
});

describe('limits', () => {
  test('rows and bytes beyond the limit are an error that names the limit', async () => {
    const path = file('a\n'.repeat(50));
    await expect(allRows(path, csv, { limits: { rows: 49 } })).rejects.toThrow(
      /more than 49 rows.*MAX_UPLOAD_ROWS/,
    );
    await expect(allRows(path, csv, { limits: { bytes: 99 } })).rejects.toMatchObject({ kind: 'too-large' });
    expect(await allRows(path, csv, { limits: { rows: 50, bytes: 100 } })).toHaveLength(50);
  });

  test('very many very short lines', async () => {
    const path = file('1\n'.repeat(600_000));
    expect((await sniffTable(path)).format.kind).toBe('lines');
    expect(await allRows(path, csv)).toHaveLength(600_000);
  });

  test('reading can begin at a row and be stopped', async () => {
    const path = file(Array.from({ length: 9000 }, (_, i) => `${i + 1}\n`).join(''));
    const rows = await allRows(path, csv, { fromRow: 8999 });
    expect(rows).toEqual([
      { n: 8999, values: ['8999'] },
      { n: 9000, values: ['9000'] },
    ]);
    await expect(allRows(path, csv, { signal: AbortSignal.abort() })).rejects.toThrow(/abort/i);
  });

  test('a million rows are read in little memory', async () => {
    const path = file('');
    const stream = createWriteStream(path);
    stream.write('id,name,address,note\n');
    for (let i = 0; i < 1_000_000; i += 10_000) {
      let text = '';
      for (let k = i; k < i + 10_000; k++)
        text += `${k},상점 ${k},서울특별시 종로구 자하문로 ${k % 300},"메모, ${k}"\n`;
      if (!stream.write(text)) await once(stream, 'drain');
    }
    stream.end();
    await once(stream, 'finish');
    // A process of its own with a heap that the rows would not fit in.
    const output = execFileSync(
      process.execPath,
      [
        '--max-old-space-size=64',
        '--import',
        'tsx',
        fileURLToPath(new URL('./read-all.ts', import.meta.url)),
        path,
      ],
      { encoding: 'utf8' },
    );
    const { rows, peak } = JSON.parse(output);
    expect(rows).toBe(1_000_000);
    expect(peak).toBeLessThan(300 * 1024 * 1024);
  });
});

describe('columns', () => {
  test('joined in the given order, blanks left out', () => {
    expect(joinColumns(['서울', '', ' 자하문로 ', '94'], [0, 1, 2, 3])).toBe('서울 자하문로 94');
    expect(joinColumns(['94', '자하문로'], [1, 0])).toBe('자하문로 94');
    expect(joinColumns(['12', 'Main St', 'Barre', 'VT', '05641'], [0, 1, 2, 3, 4])).toBe(
      '12 Main St, Barre, VT 05641',
    );
    expect(joinColumns(['12B', 'Main St', '', 'Barre'], [0, 1, 2, 3])).toBe('12B Main St, Barre');
    expect(joinColumns(['Main St 5', '10115', 'Berlin'], [0, 1, 2])).toBe('Main St 5, 10115, Berlin');
    expect(joinColumns([' as written '], [0])).toBe(' as written ');
    expect(joinColumns([], [3])).toBe('');
  });

  test.each<[string, string[], 'text' | 'number', string?]>([
    ['whole numbers', ['1', '20', '-3'], 'number'],
    ['decimals and blanks', ['1.5', '', '127.0333661'], 'number'],
    ['exponents', ['1e5', '2.5E-3'], 'number'],
    ['leading zeros', ['00123', '456'], 'text'],
    ['telephones', ['02-123-4567'], 'text'],
    ['telephones without dashes', ['021234567', '0311234567'], 'text'],
    ['postcodes', ['12345', '23456', '34567', '45678', '56789'], 'text'],
    ['postcodes by name', ['12345'], 'text', '우편번호'],
    ['codes by name', ['1111010100'], 'text', '법정동코드'],
    ['long identifiers', ['1111010100101440003031291'], 'text'],
    ['thousands', ['1,000'], 'text'],
    ['words', ['a', '1'], 'text'],
    ['nothing', ['', ''], 'text'],
  ])('%s', (_, values, type, name) => {
    expect(
      columnTypes(
        values.map((value) => [value]),
        name ? [name] : [],
      ),
    ).toEqual([type]);
  });
});
