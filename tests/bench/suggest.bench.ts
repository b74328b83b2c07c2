import { figure, median, quantile } from './figure';
import { preparedGazetteer } from './gazetteer';
import { type Query, roadQueries } from './generate-juso';

/**
 * Suggestions while typing, one after another, as the search box asks them: every beginning of road and area
 * names, by syllables, half a syllable, leading consonants, and an area before the road. No text is asked twice.
 * Arguments: rows of the gazetteer (1,000,000), names that are typed (400). On the embedded database, or with
 * BENCH_DATABASE_URL on that (empty) server database.
 */
export async function bench([rowsText = '1000000', countText = '400']: string[]): Promise<void> {
  const [rows, count] = [rowsText, countText].map(Number) as [number, number];
  const environment = preparedGazetteer(rows, process.env.BENCH_DATABASE_URL);
  process.env.DATA_DIR = environment.DATA_DIR;
  process.env.DATABASE_URL = environment.DATABASE_URL;
  const { suggest } = await import('@/lib/geocode/suggest/suggest');
  const { closeDatabase } = await import('@/lib/db/database');
  const { migrate } = await import('@/lib/db/migrate');
  const { completeSpellings } = await import('@/lib/gazetteer/spellings');

  await migrate();
  let startedAt = performance.now();
  await completeSpellings();
  figure('spellings of what was imported before', (performance.now() - startedAt) / 1000, 's');

  startedAt = performance.now();
  await suggest('서울');
  figure('first suggestion of a process', performance.now() - startedAt, 'ms');

  const asked = new Set<string>();
  const all: number[] = [];
  for (const [kind, texts] of Object.entries(typed(roadQueries({ rows, count })))) {
    const times: number[] = [];
    let empty = 0;
    for (const { text, near } of texts) {
      if (asked.has(text)) continue;
      asked.add(text);
      const before = performance.now();
      const found = await suggest(text, { near });
      times.push(performance.now() - before);
      if (!found.length) empty++;
    }
    all.push(...times);
    const more = { median: median(times), most: Math.max(...times), texts: times.length, empty };
    figure(`suggest ${kind}`, quantile(times, 0.95), 'ms p95', more);
  }
  figure('suggest', quantile(all, 0.95), 'ms p95', {
    median: median(all),
    p99: quantile(all, 0.99),
    texts: all.length,
    rows,
    database: process.env.DATABASE_URL ? 'PostgreSQL' : 'embedded',
  });
  await closeDatabase();
}

interface Typed {
  text: string;
  near?: { lon: number; lat: number };
}

const LEADS = [...'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ'];

function lead(char: string): string {
  const at = char.charCodeAt(0) - 0xac00;
  return at >= 0 && at <= 11171 ? LEADS[Math.floor(at / 588)]! : char;
}

/** The syllable before its final is typed. */
function open(char: string): string {
  const at = char.charCodeAt(0) - 0xac00;
  return at >= 0 && at <= 11171 ? String.fromCharCode(0xac00 + at - (at % 28)) : char;
}

const CITIES =
  'san antonio|los angeles|paris|london|sejong|seoul|springfield|new york|main st|santa clara|berlin|busan';

function typed(queries: readonly Query[]): Record<string, Typed[]> {
  const lists: Record<string, Typed[]> = {
    'by syllables': [],
    'half a syllable': [],
    'by leading consonants': [],
    'area and road': [],
    'with a number': [],
    'in Latin letters': [],
  };
  for (const { text, expected } of queries) {
    const words = text.replace(/ \(.*$/, '').split(' ');
    const [road, number] = [words.at(-2)!, words.at(-1)!];
    const near = expected ?? undefined;
    for (const name of [road, ...words.slice(0, -2)]) {
      const initials = [...name].map(lead).join('');
      for (let length = 1; length <= name.length; length++) {
        lists['by syllables']!.push({ text: name.slice(0, length), near });
        lists['half a syllable']!.push({
          text: name.slice(0, length - 1) + open(name[length - 1]!),
          near,
        });
        if (length > 1) lists['by leading consonants']!.push({ text: initials.slice(0, length), near });
      }
    }
    const area = words.at(-3)!;
    for (let length = 1; length <= road.length; length++) {
      lists['area and road']!.push({ text: `${area} ${road.slice(0, length)}`, near });
      lists['area and road']!.push({
        text: `${area} ${[...road].slice(0, length).map(lead).join('')}`,
        near,
      });
    }
    lists['with a number']!.push({ text: `${road} ${number}`, near }, { text, near });
  }
  for (const name of CITIES.split('|')) {
    for (let length = 2; length <= name.length; length++) {
      lists['in Latin letters']!.push({ text: name.slice(0, length) });
    }
  }
  return lists;
}
