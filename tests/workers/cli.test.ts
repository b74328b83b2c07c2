import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { beforeAll, describe, expect, test } from 'vitest';
import { database } from '@/lib/db/database';
import { checkFile } from '@/lib/geojson/check-file';
import { freshDatabase } from '../support/database';

const { dataDir } = freshDatabase();
const folder = mkdtempSync(join(tmpdir(), 'jari-cli-'));

function jari(...args: string[]): { code: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'workers/cli.ts', ...args],
    {
      encoding: 'utf8',
      timeout: 120_000, // a busy machine opens the database slowly
      env: { ...process.env, DATA_DIR: dataDir },
    },
  );
  return { code: status, stdout, stderr };
}

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

let list: string;

beforeAll(async () => {
  await database(); // held open: else nearly every command would start a server of its own
  const rows = '이름,주소\r\n시청,서울특별시 중구 세종대로 110\r\n도청,경기도청\r\n없음,똠방각하 1\r\n';
  list = file('목록.csv', iconv.encode(rows, 'cp949'));
});

describe('geocode', () => {
  test('a CP949 file of three rows: GeoJSON on stdout, a summary on stderr', async () => {
    const { code, stdout, stderr } = jari('geocode', list);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^rows 3, ok 2 \(address 1, place 1\), not_found 1, \d+ rows\/s\n$/);
    const { features } = JSON.parse(stdout);
    expect(features.map(({ properties }: { properties: Record<string, string> }) => properties.이름)).toEqual(
      ['시청', '도청', '없음'],
    );
    expect(features[0].geometry.coordinates).toEqual([126.978546, 37.566554]);
    expect(features[2]).toMatchObject({
      geometry: null,
      properties: { 주소: '똠방각하 1', jari_status: 'not_found' },
    });
    expect(features[2].properties.jari_reason).toBeTruthy();
    expect(await checkFile(file('out.geojson', stdout))).toEqual([]);
  });

  test('--out appears whole, or not at all', () => {
    const out = join(folder, 'whole.geojson');
    expect(jari('geocode', list, '--out', out).code).toBe(0);
    expect(JSON.parse(readFileSync(out, 'utf8')).features).toHaveLength(3);
    const nowhere = join(folder, 'no', 'such', 'folder.geojson');
    const failed = jari('geocode', list, '--out', nowhere);
    expect(failed.code).toBe(1);
    expect(failed.stdout).toBe('');
    expect(existsSync(`${out}.part`)).toBe(false);
  });

  test('csv has a BOM, own columns first; values beyond the header are kept at the end', () => {
    const ragged = file(
      'ragged.csv',
      '주소,비고\n서울특별시 중구 세종대로 110,가\n'.concat('경기도청,나\n'.repeat(300), '경기도청,다,더\n'),
    );
    const { stdout } = jari('geocode', ragged, '--format', 'csv');
    const lines = stdout.split('\r\n');
    expect(lines[0]).toMatch(/^\ufeff주소,비고,jari_status,/);
    expect(lines[1]).toMatch(/^서울특별시 중구 세종대로 110,가,ok,address,.*,126.978546,37.566554$/);
    expect(lines[302]).toMatch(/^경기도청,다,ok,place,.*,더$/);
  });

  test('geojsonseq; several address columns; columns by number', () => {
    const parts = file('parts.csv', '시도,시군구,도로,번호\n서울특별시,중구,세종대로,110\n');
    const { stdout } = jari('geocode', parts, '--address', '시도,시군구,도로,번호', '--format', 'geojsonseq');
    expect(stdout.startsWith('\x1e{')).toBe(true);
    expect(JSON.parse(stdout.slice(1)).properties.jari_level).toBe('address');
    expect(jari('geocode', parts).stdout).toContain('"jari_level":"address"'); // found by trying
    expect(jari('geocode', list, '--address', '2').code).toBe(0);
  });

  test.each([
    [
      'a column that is not there',
      () => ['geocode', list, '--address', '없는열'],
      2,
      /no column "없는열".*이름, 주소/,
    ],
    ['a file that is not there', () => ['geocode', join(folder, 'none.csv')], 1, /cannot be opened/],
    ['an empty file', () => ['geocode', file('empty.csv', '')], 1, /empty/],
    [
      'a header alone',
      () => ['geocode', file('header.csv', '이름,주소\n'), '--format', 'nope'],
      2,
      /--format/,
    ],
    ['a program', () => ['geocode', process.execPath], 1, /not a table/],
    ['no file', () => ['geocode'], 2, /Give one file/],
    ['a table without addresses', () => ['geocode', file('numbers.csv', 'a,b\n1,2\n3,4\n')], 1, /--address/],
    ['an unknown option', () => ['geocode', list, '--bogus'], 2, /--bogus/],
    ['an unknown command', () => ['frobnicate'], 2, /no command "frobnicate"/],
  ])('%s: one sentence, nothing on stdout', (_, args, expected, sentence) => {
    const { code, stdout, stderr } = jari(...args());
    expect(code).toBe(expected);
    expect(stdout).toBe('');
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/\n\s+at /); // no stack
  });

  test('a reader that closes early ends it quietly', async () => {
    const long = file('long.csv', `주소\n${'서울특별시 중구 세종대로 110\n'.repeat(20_000)}`);
    const child = spawn(process.execPath, ['--import', 'tsx', 'workers/cli.ts', 'geocode', long], {
      env: { ...process.env, DATA_DIR: dataDir },
    });
    let stderr = '';
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(code).toBe(0);
    expect(stderr).not.toContain('EPIPE');
  });
});

test('explain and reverse print JSON', () => {
  const explained = JSON.parse(jari('explain', '서울특별시', '중구', '세종대로', '110').stdout);
  expect(explained.answer.match.level).toBe('address');
  const [nearest] = JSON.parse(jari('reverse', '126.9785', '37.5666').stdout);
  expect(nearest.label).toContain('세종대로 110');
  expect(jari('reverse', '37.5666', '226.9').code).toBe(2);
});

test('addresses: import, list, remove; a folder without address files is refused', () => {
  const row =
    '11110|760|1111010100|서울특별시|종로구|청운동|111103100012|자하문로|0|94|0||03047|근린생활시설|0|청운효자동|953241.683263|1954023.466812';
  const entrc = file('entrc_seoul.txt', iconv.encode(`${row}\r\n`, 'cp949'));
  const [report] = JSON.parse(jari('addresses', 'import', entrc).stdout);
  expect(report).toMatchObject({ product: 'entrc', rows: 1, rejected: 0 });
  const listed = JSON.parse(jari('addresses', 'list').stdout);
  expect(listed.map(({ product }: { product: string }) => product).sort()).toEqual([
    'entrc',
    'offices',
    'places',
    'rrad',
  ]);
  expect(jari('geocode', file('one.txt', '서울 종로구 자하문로 94\n')).stdout).toContain(
    '126.9704055,37.5844154',
  );
  expect(jari('addresses', 'remove', String(report.dataset)).code).toBe(0);
  expect(JSON.parse(jari('addresses', 'list').stdout)).toHaveLength(3);
  const refused = jari('addresses', 'import', list);
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toContain('목록.csv');
});

test('check: exit 1 and one line a fault, with its path', () => {
  const bad = file('bad.geojson', '{"type":"Point","coordinates":[200,100]}');
  const { code, stdout } = jari('check', bad);
  expect(code).toBe(1);
  const findings = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(findings[0]).toMatchObject({ file: bad, severity: 'error' });
  expect(findings[0].path).toContain('coordinates');
});

test('import: a map file becomes a layer; a system that nobody says is asked for', () => {
  const map = (x: number, y: number) =>
    JSON.stringify({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [x, y] },
      properties: { a: 1 },
    });
  const { code, stdout } = jari('import', file('p.geojson', map(127, 37.5)), '--name', '점');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    name: '점',
    counts: { rows: 1 },
    extent: [127, 37.5, 127, 37.5],
  });
  const metres = file('m.geojson', map(953949.417, 1952037.804));
  const refused = jari('import', metres);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('does not say its coordinate system');
  expect(jari('import', metres, '--crs', 'EPSG:5179').code).toBe(0);
  expect(jari('import').code).toBe(2);
});
