import type { TextRecord } from './scan';

export async function sheetNames(_path: string): Promise<string[]> {
  throw new Error('xlsx');
}

export async function* readWorkbook(
  _path: string,
  _sheet?: string,
  _signal?: AbortSignal,
): AsyncGenerator<TextRecord[]> {
  yield [];
}
