import { execFile, execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { type Helmert, shiftOf } from './helmert';

/**
 * Writes lib/crs/epsg.json from the EPSG dataset that comes with PROJ (package proj-bin): every projected and
 * two-dimensional geographic system in use, its projection, and the way to WGS 84 that PROJ would take without
 * grid files, as a seven-parameter shift. Run it when EPSG has news: `npx tsx tests/generate/epsg.ts`.
 *
 * Other lists of proj4 strings copy the parameters of Molodensky-Badekas transformations, or with rotations in
 * other units or signs, as if they were of the Helmert method: tens to hundreds of metres off.
 */

const run = promisify(execFile);

async function projinfo(...options: string[]): Promise<string> {
  const { stdout } = await run('projinfo', options, { maxBuffer: 1 << 24 }).catch(() => ({ stdout: '' }));
  return stdout;
}

/** The first way to WGS 84, in PROJ's order, that needs no grid and is not a mere guess. */
async function shift(code: string): Promise<Helmert | undefined> {
  const text = await projinfo(
    ...['-s', code, '-t', 'EPSG:4326', '-o', 'PROJ', '--spatial-test', 'intersects', '--single-line'],
  );
  for (const part of text.split(/^-{5,}$/m)) {
    const pipeline = /^\+proj=.*$/m.exec(part)?.[0];
    if (!pipeline || /ballpark/i.test(part) || /grids=|model=/.test(pipeline)) continue;
    const found = shiftOf(pipeline);
    if (found) return found;
  }
  return undefined;
}

const codes = execFileSync('projinfo', ['--list-crs', 'projected,geographic_2d'], { encoding: 'utf8' })
  .split('\n')
  .map((line) => /^EPSG:(\d+) "(.*)"/.exec(line))
  .filter((match) => match !== null)
  .map(([, code, name]) => ({ code: code!, name: name! }));

/** Names that ESRI's .prj files have for EPSG's systems, from PROJ's database. */
function esriNames(): Record<string, string> {
  const script = `import json, sqlite3, sys
rows = sqlite3.connect(sys.argv[1]).execute("""select code, alt_name from alias_name where source = 'ESRI'
  and auth_name = 'EPSG' and table_name in ('projected_crs', 'geodetic_crs')""")
print(json.dumps({str(code): name for code, name in rows}))`;
  const path = process.env.PROJ_DB ?? '/usr/share/proj/proj.db';
  return JSON.parse(execFileSync('python3', ['-c', script, path], { encoding: 'utf8' }));
}

const esri = esriNames();
const shifts = new Map<string, number>();
const systems: Record<string, [name: string, projection: string, shift: number, esri?: string]> = {};
let next = 0;

async function worker(): Promise<void> {
  for (let at = next++; at < codes.length; at = next++) {
    const { code, name } = codes[at]!;
    const definition = (await projinfo('-o', 'PROJ', '-q', '--single-line', `EPSG:${code}`)).trim();
    if (!definition.startsWith('+proj=')) continue;
    const projection = definition.replace(/ \+(?:no_defs|type=crs)/g, '');
    const towgs84 = (await shift(`EPSG:${code}`))?.join(',') ?? '';
    if (!shifts.has(towgs84)) shifts.set(towgs84, shifts.size);
    const row = [name, projection, shifts.get(towgs84)!] as const;
    systems[code] = esri[code] ? [...row, esri[code]] : [...row];
    if (at % 500 === 0) console.error(`${at} of ${codes.length}`);
  }
}
await Promise.all([worker(), worker(), worker()]);

const lines = Object.entries(systems).map(([code, row]) => `"${code}":${JSON.stringify(row)}`);
writeFileSync(
  'lib/crs/epsg.json',
  `{"shifts":${JSON.stringify([...shifts.keys()])},\n"systems":{\n${lines.join(',\n')}\n}}\n`,
);
console.error(`${lines.length} systems, ${shifts.size} shifts`);
