import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseAddress } from '@/lib/address/parse';
import type { KoreanReading, Reading } from '@/lib/address/types';

/**
 * One case for each rule of the grammar. `first` and `second` name the parts that a reading must have; '' says that
 * it must not have the part.
 */
interface Case {
  rule: string;
  text: string;
  first: Record<string, string | number>;
  second?: Record<string, string | number>;
  readings?: number;
  notes?: string[];
}

const folder = new URL('../fixtures/addresses/', import.meta.url);
const cases: Case[] = JSON.parse(readFileSync(new URL('korean.json', folder), 'utf8'));

function numberOf(reading: KoreanReading): string {
  if (reading.main === undefined) return '';
  const before = ['', '지하', '공중', '수상'][reading.underground]! + (reading.mountain ? '산' : '');
  return `${before}${reading.main}${reading.subWritten ? `-${reading.sub}` : ''}`;
}

function partsOf(reading: Reading | undefined, keys: string[]): Record<string, unknown> {
  if (reading?.grammar !== 'korean') return { grammar: reading?.grammar };
  const parts: Record<string, unknown> = {
    ...reading,
    districts: reading.districts.join(' '),
    romanAreas: reading.romanAreas?.join(' '),
    number: numberOf(reading),
  };
  return Object.fromEntries(keys.map((key) => [key, parts[key] ?? '']));
}

describe('Korean addresses', () => {
  it.each(cases)('$rule: $text', ({ text, first, second, readings, notes }) => {
    const parsed = parseAddress(text);
    expect(partsOf(parsed.readings[0], Object.keys(first))).toEqual(first);
    if (second) expect(partsOf(parsed.readings[1], Object.keys(second))).toEqual(second);
    if (readings) expect(parsed.readings).toHaveLength(readings);
    const rules = parsed.notes.map((note) => note.rule);
    for (const rule of new Set(notes)) {
      expect(rules.filter((found) => found === rule)).toHaveLength(
        notes!.filter((one) => one === rule).length,
      );
    }
  });

  it('holds a case for each rule once', () => {
    expect(new Set(cases.map((one) => one.text)).size).toBe(cases.length);
    expect(cases.length).toBeGreaterThan(150);
  });
});
