import { readdirSync, readFileSync } from 'node:fs';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { areaKey, provinceOfName, roadKey } from '@/lib/address/keys';
import { parseAddress } from '@/lib/address/parse';
import type { KoreanReading } from '@/lib/address/types';
import { hasShared, sharedPath } from '../support/shared';

/**
 * Every row of the official files that lie beside the project, written as an address and damaged in the ways that
 * lists damage them: the parts must come back.
 */

interface Row {
  province: string;
  district: string;
  town: string;
  village: string;
  road: string;
  number: string; // "12-3"
  underground: boolean;
  dong: boolean; // town is a 동, written in brackets
  mountain: boolean;
  parcel: string;
}

const lines = (path: string) =>
  iconv
    .decode(readFileSync(path), 'cp949')
    .split(/\r?\n/)
    .filter((line) => line.length > 0);

const joined = (main: string, sub: string) => (sub === '0' || sub === '' ? main : `${main}-${sub}`);

function entranceRows(): Row[] {
  const folder = sharedPath('data', 'juso');
  return readdirSync(folder)
    .filter((name) => /^entrc_.*\.txt$/.test(name))
    .flatMap((name) => lines(`${folder}/${name}`))
    .map((line) => line.split('|'))
    .map((f) => ({
      province: f[3]!,
      district: f[4]!,
      town: f[5]!,
      village: '',
      road: f[7]!,
      number: joined(f[9]!, f[10]!),
      underground: f[8] === '1',
      dong: !/[읍면]$/.test(f[5]!),
      mountain: false,
      parcel: '',
    }));
}

function parcelRows(): Row[] {
  return lines(sharedPath('data', 'juso', 'official', 'rnaddrkor_sejong.txt'))
    .map((line) => line.split('|'))
    .map((f) => ({
      province: f[2]!,
      district: f[3]!,
      town: f[4]!,
      village: f[5]!,
      road: f[10]!,
      number: joined(f[12]!, f[13]!),
      underground: f[11] === '1',
      dong: !/[읍면]$/.test(f[4]!),
      mountain: f[6] === '1',
      parcel: joined(f[7]!, f[8]!),
    }));
}

const words = (...parts: (string | false)[]) => parts.filter(Boolean).join(' ');
const level = (row: Row) => (row.underground ? '지하' : '');

const standard = (row: Row) =>
  words(
    row.province,
    row.district,
    !row.dong && row.town,
    row.road,
    `${level(row)}${row.number}`,
    row.dong && row.town !== '' && `(${row.town})`,
  );

/** A reading with the row's road and number, and nothing that contradicts its areas. */
function recovers(text: string, row: Row): boolean {
  return parseAddress(text).readings.some((reading) => {
    if (reading.grammar !== 'korean' || reading.form !== 'road') return false;
    return (
      roadKey(reading.road ?? '') === roadKey(row.road) &&
      joined(String(reading.main), String(reading.sub)) === row.number &&
      reading.underground === (row.underground ? 1 : 0) &&
      areasFit(reading, row)
    );
  });
}

function areasFit(reading: KoreanReading, row: Row): boolean {
  const districts = row.district.split(' ').map(areaKey);
  const { province, town } = reading;
  return (
    (province === undefined || province === provinceOfName(row.province)) &&
    reading.districts.every((name) =>
      districts.some((full) => full === name || full.slice(0, -1) === name),
    ) &&
    (town === undefined || areaKey(town) === areaKey(row.town))
  );
}

function recoversParcel(text: string, row: Row): boolean {
  return parseAddress(text).readings.some(
    (reading) =>
      reading.grammar === 'korean' &&
      reading.form === 'parcel' &&
      joined(String(reading.main), String(reading.sub)) === row.parcel &&
      reading.mountain === row.mountain &&
      (reading.village ?? '') === row.village &&
      areasFit(reading, row),
  );
}

function share(rows: Row[], write: (row: Row) => string, found: (text: string, row: Row) => boolean): number {
  const missed = rows.map((row) => [write(row), row] as const).filter(([text, row]) => !found(text, row));
  for (const [text] of missed.slice(0, 25)) {
    console.info(`${text} -> ${JSON.stringify(parseAddress(text).readings)}`);
  }
  return 1 - missed.length / rows.length;
}

const withoutSuffix = (district: string) =>
  district
    .split(' ')
    .map((name) => (name.length > 2 && !/^[동서남북중]구$/.test(name) ? name.slice(0, -1) : name))
    .join(' ');

describe.skipIf(!hasShared)('addresses of the official files', () => {
  const roads = hasShared ? [...entranceRows(), ...parcelRows()].filter((row) => row.road && row.number) : [];
  const parcels = hasShared ? parcelRows().filter((row) => row.parcel !== '0' && row.parcel !== '') : [];

  it('reads the first column of queries.csv: road, number and district', () => {
    const texts = readFileSync(sharedPath('data', 'juso', 'queries.csv'), 'utf8')
      .trim()
      .split(/\r?\n/)
      .slice(1);
    const missed = texts.filter((line) => {
      const text = line.replace(/,[\d.]+,[\d.]+$/, '').replace(/^"|"$/g, '');
      const [reading] = parseAddress(text).readings;
      const isWhole = reading?.grammar === 'korean' && reading.form === 'road' && reading.main !== undefined;
      return !isWhole || !reading.province || (reading.districts.length === 0 && reading.province !== '세종');
    });
    expect(missed).toEqual([]);
  });

  it('recovers standard road addresses', () => {
    expect(share(roads, standard, (text, row) => recovers(text, row))).toBeGreaterThanOrEqual(0.999);
  });

  const damages: [string, (row: Row) => string][] = [
    ['without spaces', (row) => standard(row).replace(/ /g, '')],
    ['without the 시도', (row) => standard({ ...row, province: '' })],
    ['without 시도 and 시군구', (row) => standard({ ...row, province: '', district: '' })],
    ['with short district names', (row) => standard({ ...row, district: withoutSuffix(row.district) })],
    ['with the number joined to the road', (row) => standard(row).replace(`${row.road} `, row.road)],
    ['with the road parted from its ending', (row) => standard(row).replace(/(대로|로|길)(?= \d)/, ' $1')],
    ['with the branch parted from the road', (row) => standard(row).replace(/(로)(\d+번?길)/, '$1 $2')],
    ['with a unit', (row) => `${standard(row)} 101동 1203호 3층`],
    ['with an old postcode', (row) => `151-742 ${standard(row)}`],
    ['decomposed', (row) => standard(row).normalize('NFD')],
    ['with 번지', (row) => words(row.province, row.district, row.road, `${level(row)}${row.number}번지`)],
  ];
  it.each(damages)('recovers road addresses %s', (_name, damage) => {
    expect(share(roads, damage, recovers)).toBeGreaterThanOrEqual(0.98);
  });

  const parcel = (row: Row, number = `${row.mountain ? '산' : ''}${row.parcel}`) =>
    words(row.province, row.district, row.town, row.village, number);
  const parcelDamages: [string, (row: Row) => string][] = [
    ['as they stand', (row) => parcel(row)],
    ['with 번지', (row) => `${parcel(row)}번지`],
    ['with 번지 and 호', (row) => parcel(row).replace(/-(\d+)$/, '번지 $1호')],
    ['with 의', (row) => parcel(row).replace(/-(\d+)$/, '의$1')],
    ['with 산 and a space', (row) => parcel(row, `${row.mountain ? '산 ' : ''}${row.parcel}`)],
    ['without spaces', (row) => parcel(row).replace(/ /g, '')],
    ['without the 시도', (row) => parcel({ ...row, province: '' })],
    ['with 외 2필지', (row) => `${parcel(row)} 외 2필지`],
    ['with 일원', (row) => `${parcel(row)}번지 일원`],
  ];
  it.each(parcelDamages)('recovers parcel addresses %s', (_name, damage) => {
    expect(share(parcels, damage, recoversParcel)).toBeGreaterThanOrEqual(0.98);
  });
});
