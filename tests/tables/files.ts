import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterAll } from 'vitest';
import { readTable } from '@/lib/tables/read';
import type { TableFormat, TableRow } from '@/lib/tables/types';

/** A folder of files for one test file; removed at its end. */
export function testFiles() {
  const folder = mkdtempSync(join(tmpdir(), 'jari-tables-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  let count = 0;
  return (content: string | Buffer, { encoding = 'utf-8', name = 'table.csv', bom = false } = {}): string => {
    const path = join(folder, `${count++}-${name}`);
    const bytes = typeof content === 'string' ? iconv.encode(content, encoding, { addBOM: bom }) : content;
    writeFileSync(path, bytes);
    return path;
  };
}

export async function allRows(
  path: string,
  format: TableFormat,
  options?: Parameters<typeof readTable>[2],
): Promise<TableRow[]> {
  const rows: TableRow[] = [];
  for await (const chunk of readTable(path, format, options)) rows.push(...chunk); // chunks are small
  return rows;
}
