import { readdirSync } from 'node:fs';

/**
 * `npm run bench -- NAME [ARGUMENTS]`: runs tests/bench/NAME.bench.ts, which prints one JSON line a figure.
 */
const [name, ...argv] = process.argv.slice(2);
const known = readdirSync(new URL('.', import.meta.url))
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.replace('.bench.ts', ''));

if (!name || !known.includes(name)) {
  console.error(`Usage: npm run bench -- NAME, where NAME is one of: ${known.join(', ')}`);
  process.exit(2);
}
const { bench } = (await import(`./${name}.bench.ts`)) as { bench: (argv: string[]) => Promise<void> };
await bench(argv);
