import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, test } from 'vitest';
import { importAddresses } from '@/lib/gazetteer/import';
import { openSources } from '@/lib/gazetteer/source/files';
import { metres } from '@/lib/geocode/distance';
import { geocodeBatch, geocodeText } from '@/lib/geocode/geocode';
import type { Answer } from '@/lib/geocode/types';
import { readTable } from '@/lib/tables/read';
import { sniffTable } from '@/lib/tables/sniff';
import { freshDatabase } from '../support/database';
import { hasShared, sharedPath } from '../support/shared';

// Real official rows and real queries; they lie beside the project, not in it.
describe.skipIf(!hasShared)('accuracy on real addresses', () => {
  freshDatabase();

  interface Truth {
    text: string;
    lon: number;
    lat: number;
  }

  async function table(path: string): Promise<{ columns: string[]; rows: string[][] }> {
    const { format, columns } = await sniffTable(path);
    const rows: string[][] = [];
    for await (const chunk of readTable(path, format)) rows.push(...chunk.map(({ values }) => values));
    return { columns, rows };
  }

  const within = (answer: Answer, truth: Truth, limit: number) =>
    answer.match?.level === 'address' && metres(answer.match, truth) <= limit;
  const farOff = (answer: Answer, truth: Truth) =>
    answer.match?.level === 'address' && metres(answer.match, truth) > 100;

  describe('Korean official rows', () => {
    let truths: Truth[];
    let answers: Answer[];

    beforeAll(async () => {
      await importAddresses([sharedPath('data/juso')]);
      const { rows } = await table(sharedPath('data/juso/queries.csv'));
      truths = rows.map(([text, lon, lat]) => ({ text: text!, lon: Number(lon), lat: Number(lat) }));
      answers = await geocodeBatch(truths.map(({ text }) => text));
    });

    test('99 % at level address within 1 m, none wrong by more than 100 m', () => {
      expect(truths.length).toBeGreaterThan(1000);
      const exact = truths.filter((truth, i) => within(answers[i]!, truth, 1)).length;
      expect(exact / truths.length).toBeGreaterThanOrEqual(0.99);
      expect(truths.filter((truth, i) => farOff(answers[i]!, truth))).toEqual([]);
    });

    test('one address has the same answer alone and in a batch', async () => {
      for (let i = 0; i < truths.length; i += 53)
        expect(await geocodeText(truths[i]!.text)).toEqual(answers[i]);
    });

    test('500 numbers that do not exist: none at level address or parcel', async () => {
      const existing = new Set(truths.map(({ text }) => text.replace(/ \(.*$/, '')));
      const altered: string[] = [];
      for (const { text } of truths) {
        const number = / (\d+)(-\d+)?( \(.*\))?$/.exec(text);
        if (!number || text.includes(',') || altered.length === 500) continue; // a comma: two addresses in one
        const main = Number(number[1]);
        const other = [main + 1, main + 3, main * 10 + 7, main + 4000][altered.length % 4]!;
        const without = text.slice(0, number.index);
        if (existing.has(`${without} ${other}`)) continue;
        altered.push(`${without} ${other}${number[3] ?? ''}`);
      }
      expect(altered).toHaveLength(500);
      const results = await geocodeBatch(altered);
      const confident = altered.filter((_, i) =>
        ['address', 'parcel'].includes(results[i]!.match?.level ?? ''),
      );
      expect(confident).toEqual([]);
      // What it falls back to says so, and how far off it may be.
      for (const { match } of results) if (match) expect(match.uncertainty_m).toBeGreaterThanOrEqual(30);
    });
  });

  /** Type words as other people write them. */
  const otherForms: Record<string, string> = {
    AVENUE: 'AVE',
    AVE: 'AVENUE',
    AV: 'AVENUE',
    STREET: 'ST',
    ST: 'STREET',
    DRIVE: 'DR',
    DR: 'DRIVE',
    COURT: 'CT',
    CT: 'COURT',
    ROAD: 'RD',
    RD: 'ROAD',
    LANE: 'LN',
    LN: 'LANE',
    PLACE: 'PL',
    PL: 'PLACE',
    WAY: 'WY',
    WY: 'WAY',
    BOULEVARD: 'BLVD',
    BLVD: 'BOULEVARD',
    CIRCLE: 'CIR',
    CIR: 'CIRCLE',
    TERRACE: 'TER',
    TER: 'TERRACE',
    PARKWAY: 'PKWY',
    PKWY: 'PARKWAY',
  };

  const written = (row: string[], other: boolean) => {
    const [, , number, street, , city, , , postcode] = row as [
      string,
      string,
      string,
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    const words = street.split(' ');
    const last = otherForms[words.at(-1)!.toUpperCase()];
    if (other && last) words[words.length - 1] = last;
    return `${number} ${words.join(' ')}, ${city}, CA ${postcode}`;
  };

  test.each(['alameda', 'santa_clara'])('OpenAddresses %s: 99.5 in 100 of its own rows', async (county) => {
    const zip = sharedPath(`data/openaddresses/${county}.zip`);
    await importAddresses([zip]);
    const rows = (await readZipCsv(zip)).filter((row) => row[2] && row[3]);
    // Rows without a unit in the text cannot be told apart: any position of the number is right.
    const positions = new Map<string, Truth[]>();
    for (const row of rows) {
      const text = written(row, false);
      positions.set(text, [
        ...(positions.get(text) ?? []),
        { text, lon: Number(row[0]), lat: Number(row[1]) },
      ]);
    }
    const answers = await geocodeBatch(rows.map((row, i) => written(row, i % 2 === 1)));
    const wrong = rows.flatMap((row, i) => {
      const right = positions.get(written(row, false))!.some((truth) => within(answers[i]!, truth, 1));
      return right ? [] : [`${written(row, i % 2 === 1)}: ${JSON.stringify(answers[i])}`];
    });
    expect(rows.length).toBeGreaterThan(4000);
    expect(wrong.length / rows.length, wrong.slice(0, 10).join('\n')).toBeLessThanOrEqual(0.005);
  });

  async function readZipCsv(zip: string): Promise<string[][]> {
    const sources = await openSources([zip]);
    const file = sources.files.find(({ name }) => name.endsWith('.csv'))!;
    const content = await text(await file.open());
    sources.close();
    return content
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((line) => line.split(','));
  }
});
