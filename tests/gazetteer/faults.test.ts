import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databaseUrl, query } from '@/lib/db/database';
import { importAddresses } from '@/lib/gazetteer/import';
import { freshDatabase } from '../support/database';
import { writeZip } from '../support/zip';
import { leftovers, published, snapshot, writeOfficial } from './helpers';

freshDatabase();
const folder = mkdtempSync(join(tmpdir(), 'jari-faults-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const row = (main: number) =>
  `46110|36153|4611010100|전라남도|목포시|용당동|461102281002|백년대로|0|${main}|0||58732|근린생활시설|0|연동|898862.407683|1645465.912744`;
const many = (count: number, from = 1) => Array.from({ length: count }, (_, i) => row(from + i));
const cp949 = (rows: string[]) => iconv.encode(`${rows.join('\r\n')}\r\n`, 'cp949');
const file = (name: string, content: Buffer) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

beforeAll(async () => {
  await importAddresses([writeOfficial(folder, 'first/entrc_jeonnam.txt', [row(1000)])]);
});

/** Nothing changed and nothing lies about. */
async function untouched(before: unknown) {
  expect(await snapshot()).toEqual(before);
  expect(await leftovers()).toEqual([]);
}

describe('damaged files change nothing and are named', () => {
  const whole = cp949(many(200));
  const middleOfCharacter = whole.lastIndexOf(iconv.encode('전라', 'cp949')) + 1;
  const cases: [string, () => string, RegExp][] = [
    [
      'cut within a row',
      () => file('entrc_a.txt', whole.subarray(0, -60)),
      /entrc_a\.txt ends in the middle of a row \(line 200\)/,
    ],
    [
      'cut within a character',
      () => file('entrc_b.txt', whole.subarray(0, middleOfCharacter)),
      /entrc_b\.txt ends in the middle of a row/,
    ],
    ['empty', () => file('entrc_c.txt', Buffer.alloc(0)), /no row/],
    [
      'a folder of other things',
      () => {
        mkdirSync(join(folder, 'other'));
        writeFileSync(join(folder, 'other', 'a.pdf'), 'x');
        return join(folder, 'other');
      },
      /None of the 1 files/,
    ],
    [
      'an empty folder',
      () => {
        mkdirSync(join(folder, 'none'));
        return join(folder, 'none');
      },
      /no file in/i,
    ],
    [
      'a ZIP cut off',
      () => {
        const path = writeZip(join(folder, 'cut.zip'), [
          { name: Buffer.from('entrc_jeonnam.txt'), content: whole },
        ]);
        writeFileSync(path, readFileSync(path).subarray(0, -40));
        return path;
      },
      /cut\.zip is not a whole ZIP/,
    ],
    [
      'a member of another checksum',
      () =>
        writeZip(join(folder, 'crc.zip'), [
          { name: Buffer.from('entrc_jeonnam.txt'), content: whole, crc: 1 },
        ]),
      /crc\.zip\/entrc_jeonnam\.txt could not be read.*checksum/,
    ],
  ];
  test.each(cases)('%s', async (_, make, message) => {
    const before = await snapshot();
    await expect(importAddresses([make()])).rejects.toThrow(message);
    await untouched(before);
  });

  test('a file that vanishes during the import', async () => {
    const before = await snapshot();
    const paths = [1, 2].map((i) => writeOfficial(folder, `gone/entrc_${i}.txt`, many(100)));
    const importing = importAddresses(paths, { onProgress: () => rmSync(paths[1]!, { force: true }) });
    await expect(importing).rejects.toThrow(/entrc_2\.txt could not be read to its end/);
    await untouched(before);
  });

  test('one bad family leaves the other alone too', async () => {
    const before = await snapshot();
    const good = writeOfficial(folder, 'two/entrc_jeonnam.txt', many(10));
    const bad = file('bad.csv', Buffer.from('LON,LAT,NUMBER,STREET\n1,2\n'));
    await expect(importAddresses([good, bad])).rejects.toThrow(/bad\.csv/);
    await untouched(before);
  });

  test('a write that the database refuses', async () => {
    const before = await snapshot();
    const path = writeOfficial(folder, 'full/entrc_jeonnam.txt', many(9000));
    let done = false;
    const importing = importAddresses([path], {
      onProgress: async ({ step }) => {
        if (step !== 'read' || done) return;
        done = true;
        const [{ id }] = (await query(`select max(id) as id from gazetteer.dataset`)) as [{ id: number }];
        await query(
          `alter table gazetteer.fact_address_${id} add constraint full_disk check (false) not valid`,
        );
      },
    });
    await expect(importing).rejects.toThrow(/full_disk/);
    await untouched(before);
  });
});

const steps = ['read', 'merge', 'index', 'parcels', 'buildings', 'areas', 'swap'];

test.each(steps)('cancelled at %s', async (at) => {
  const before = await snapshot();
  const controller = new AbortController();
  const importing = importAddresses([writeOfficial(folder, 'cancel/entrc_jeonnam.txt', many(5000))], {
    signal: controller.signal,
    onProgress: ({ step }) => {
      if (step === at) controller.abort();
    },
  });
  await expect(importing).rejects.toThrow(/abort/i);
  await untouched(before);
});

test.each(['read', 'parcels', 'swap'])(
  'killed at %s: what was published answers, the next import works',
  async (at) => {
    const answers = async () => (await query('select * from gazetteer.kr_address order by key')) as unknown[];
    const before = await answers();
    const path = writeOfficial(folder, `kill/entrc_jeonnam.txt`, many(20_000));
    const script = `
    import { importAddresses } from './lib/gazetteer/import';
    await importAddresses([${JSON.stringify(path)}], { onProgress: ({ step }) => { if (step === '${at}') process.kill(process.pid, 'SIGKILL'); } });`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      env: { ...process.env, DATABASE_URL: await databaseUrl() },
    });
    expect(await new Promise((resolve) => child.on('exit', (_, name) => resolve(name)))).toBe('SIGKILL');
    expect(await answers()).toEqual(before);
    await importAddresses([writeOfficial(folder, `after/entrc_jeonnam.txt`, [row(1000)])]);
    expect(await leftovers()).toEqual([]);
    expect(await published('백년대로', 1000)).toHaveLength(1);
  },
);
