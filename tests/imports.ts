import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/**
 * The import rule (README, "The house"): app and workers import lib; inside lib imports go down these
 * layers only, never sideways. `address`, `geojson`, `crs` and `nn` know nothing of the database or the web.
 */
const LAYERS: string[][] = [
  ['config', 'problems'],
  ['db'],
  ['geojson', 'crs', 'address', 'jobs', 'nn', 'uploads', 'basemaps', 'archives'],
  ['layers', 'gazetteer', 'imagery', 'tables'],
  ['geocode', 'vision', 'formats', 'projects', 'ogc'],
  ['imports', 'corrections'],
];
const PURE = new Set(['address', 'geojson', 'crs', 'nn']);
const level = (room: string) => LAYERS.findIndex((rooms) => rooms.includes(room));

function* sources(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sources(path);
    else if (/\.tsx?$/.test(entry.name)) yield path;
  }
}

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s[^'"\n;]*?(?:[^'";]*?\sfrom\s)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;

/** The project path an import names, or undefined for a package. */
function target(file: string, name: string): string | undefined {
  if (name.startsWith('@/')) return name.slice(2);
  return name.startsWith('.') ? normalize(join(dirname(file), name)) : undefined;
}

const roomOf = (path: string) => path.split('/')[1]!.replace(/\.ts$/, '');

const DATABASE = 'lib/db/';

/** Only types are imported: nothing of the file reaches the browser. */
const typesOnly = (statement: string) =>
  /^\s*(?:import|export)\s+type\b/.test(statement) ||
  /^\s*import\s*\{(?:\s*type\s+[\w\s]+,?)+\}/.test(statement);

const existing = (path: string) =>
  ['.ts', '.tsx', '/index.ts', ''].map((ending) => path + ending).find((file) => known.has(file));
let known = new Set<string>();

/** What the pages take from lib must run in a browser: no way from a client component may lead to the database. */
function* clientFaults(): Generator<string> {
  const files = [...sources('app'), ...sources('lib')];
  known = new Set(files);
  const from = new Map<string, string>();
  const waiting = files.filter((file) =>
    /^['"]use client['"]/m.test(readFileSync(file, 'utf8').slice(0, 400)),
  );
  for (const file of waiting) from.set(file, '');
  for (let file = waiting.pop(); file; file = waiting.pop()) {
    for (const [statement, first, second] of readFileSync(file, 'utf8').matchAll(IMPORT)) {
      const to = existing(target(file, first ?? second!) ?? '');
      if (!to || from.has(to) || typesOnly(statement)) continue;
      from.set(to, file);
      if (!to.startsWith(DATABASE)) waiting.push(to);
      else {
        const way = [to];
        for (let at = from.get(to); at; at = from.get(at)) way.unshift(at);
        yield `the browser would need the database: ${way.join(' > ')}`;
      }
    }
  }
}

/** Every import that goes against the rule, as one line each. */
export function importFaults(): string[] {
  const faults: string[] = [];
  for (const file of sources('lib')) {
    const room = roomOf(file);
    if (level(room) < 0)
      faults.push(`${file}: the room "${room}" has no place in the layers of tests/imports.ts`);
    for (const [, first, second] of readFileSync(file, 'utf8').matchAll(IMPORT)) {
      const name = first ?? second!;
      const to = target(file, name);
      if (to === undefined) {
        if (PURE.has(room) && /^(pg|next|react)(\/|$)/.test(name))
          faults.push(`${file} imports ${name}: ${room} is pure`);
        continue;
      }
      if (!to.startsWith('lib/')) {
        faults.push(`${file} imports ${to}: lib imports nothing above it`);
        continue;
      }
      const other = roomOf(to);
      if (other === room) continue;
      if (level(other) >= level(room)) faults.push(`${file} imports ${to}: ${room} may not import ${other}`);
      if (PURE.has(room) && (other === 'db' || other === 'config'))
        faults.push(`${file} imports ${to}: ${room} is pure`);
    }
  }
  for (const file of sources('app')) {
    for (const [, first, second] of readFileSync(file, 'utf8').matchAll(IMPORT)) {
      const to = target(file, first ?? second!);
      if (to?.startsWith('workers/')) faults.push(`${file} imports ${to}: app and workers meet in lib`);
    }
  }
  return [...faults, ...clientFaults()];
}
