import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { cityKey, streetKey } from '@/lib/address/keys';
import { parseAddress } from '@/lib/address/parse';
import type { Reading } from '@/lib/address/types';
import { readHouseNumber } from '@/lib/address/western/house-number';

interface UsRow {
  address1: string;
  city?: string;
  state: string;
  postalCode: string;
}

const rrad: { addresses: UsRow[] } = createRequire(import.meta.url)('rrad');

interface Case {
  rule: string;
  text: string;
  first: Record<string, string | number>;
  notes?: string[];
}

const folder = new URL('../fixtures/addresses/', import.meta.url);
const cases: Case[] = JSON.parse(readFileSync(new URL('western.json', folder), 'utf8'));

function partsOf(reading: Reading | undefined, keys: string[]): Record<string, unknown> {
  const parts = { ...reading } as Record<string, unknown>;
  return Object.fromEntries(keys.map((key) => [key, parts[key] ?? '']));
}

describe('western addresses', () => {
  it.each(cases)('$rule: $text', ({ text, first, notes }) => {
    const parsed = parseAddress(text);
    expect(parsed.readings[0]?.grammar).toBe('western');
    expect(partsOf(parsed.readings[0], Object.keys(first))).toEqual(first);
    for (const rule of notes ?? []) expect(parsed.notes.map((note) => note.rule)).toContain(rule);
  });

  it('gives several splits where street and city run together without a type', () => {
    const { readings } = parseAddress('123 Camino Verde San Jose CA 95112');
    const splits = readings.map((reading) => reading.grammar === 'western' && reading.city);
    expect(splits).toContain('San Jose');
  });

  it('has nothing to look up in an empty text', () => {
    for (const text of ['', '   ', ',', '()', '\u200b']) expect(parseAddress(text).readings).toEqual([]);
  });
});

describe('streetKey', () => {
  it.each([
    ['North First Street', 'N. 1st St'],
    ['Saint James Street', 'St. James St'],
    ['Martin Luther King Junior Boulevard', 'Martin Luther King Jr Blvd'],
    ['SANTA CLARA AV', 'Santa Clara Avenue'],
    ['FREMONT BL', 'Fremont Boulevard'],
    ['KELLOGG LP', 'Kellogg Loop'],
    ['ADARE LA', 'Adare Lane'],
    ['GERRILYN WY', 'Gerrilyn Way'],
    ['FINNIGAN TE', 'Finnigan Terrace'],
    ['SIXTY-THIRD ST', '63rd Street'],
    ['Twenty First Ave', '21ST AVENUE'],
    ["VIA D'ESTE", 'Via D’Este'],
    ['TOWN & COUNTRY VILLAGE', 'Town and Country Vlg'],
    ['Hauptstraße', 'Hauptstr.'],
    ['Avenida de la Constitución', 'AVDA DE LA CONSTITUCION'],
    ['Highway 9', 'Hwy 9'],
  ])('%s meets %s', (one, other) => {
    expect(streetKey(one)).toBe(streetKey(other));
  });

  it('keeps different streets apart', () => {
    const names = [
      '1st Street',
      '1st Avenue',
      'N 1st Street',
      'S 1st Street',
      '2nd Street',
      '21st Street',
      'D St',
    ];
    expect(new Set(names.map(streetKey)).size).toBe(names.length);
  });
});

describe('readHouseNumber', () => {
  it.each([
    ['1216', 1216, ''],
    ['1216-B', 1216, 'B'],
    ['1216b', 1216, 'B'],
    ['123 1/2', 123, '1/2'],
    ['846.5', 846, '1/2'],
    ['800-227', 800, '227'],
  ])('%s', (text, number, suffix) => {
    expect(readHouseNumber(text)).toEqual({ number, suffix });
  });

  it.each(['1st', '42nd', 'Main', '', '12345678', '12 Main'])('%s is none', (text) => {
    expect(readHouseNumber(text)).toBeUndefined();
  });
});

describe('3,000 real US addresses (rrad)', () => {
  const rows = rrad.addresses
    .map((row) => ({ ...row, parts: /^(\d+) (?!\d\/\d )(.*)$/.exec(row.address1) }))
    .filter((row) => row.parts !== null && row.city);
  const ways: [string, (street: string, row: (typeof rows)[number]) => string][] = [
    ['with commas', (street, row) => `${street}, ${row.city}, ${row.state} ${row.postalCode}`],
    ['with one comma', (street, row) => `${street}, ${row.city} ${row.state} ${row.postalCode}`],
    ['without commas', (street, row) => `${street} ${row.city} ${row.state} ${row.postalCode}`],
    ['without the state', (street, row) => `${street}, ${row.city}, ${row.postalCode}`],
    ['with a unit', (street, row) => `${street} Apt 4, ${row.city}, ${row.state} ${row.postalCode}`],
    ['without the city', (street, row) => `${street}, ${row.state} ${row.postalCode}`],
  ];

  it.each(ways)('come back %s', (name, write) => {
    const missed = rows.filter((row) => {
      const [, number, street] = row.parts!;
      return !parseAddress(write(row.address1, row)).readings.some(
        (reading) =>
          reading.grammar === 'western' &&
          reading.number === Number(number) &&
          reading.streetKey === streetKey(street!) &&
          reading.postcode === row.postalCode &&
          (name === 'without the city' || cityKey(reading.city ?? '') === cityKey(row.city!)),
      );
    });
    expect(rows.length).toBeGreaterThan(2900);
    expect(missed.length / rows.length).toBeLessThan(0.002);
  });
});
