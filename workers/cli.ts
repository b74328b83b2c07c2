import { closeDatabase } from '@/lib/db/database';
import { type Command, UsageError } from './commands/command';

/**
 * `npm run -s jari -- COMMAND`: machine-readable output on stdout, words for people on stderr. Only the
 * command that is called is read: all of them together take seconds.
 */
const commands: Record<string, () => Promise<Command>> = {
  geocode: async () => (await import('./commands/geocode')).geocode,
  import: async () => (await import('./commands/import')).importLayer,
  explain: async () => (await import('./commands/explain')).explain,
  reverse: async () => (await import('./commands/reverse')).reverse,
  addresses: async () => (await import('./commands/addresses')).addresses,
  export: async () => (await import('./commands/export')).exportLayer,
  check: async () => (await import('./commands/check')).check,
  devices: async () => (await import('./commands/devices')).devices,
  datasets: async () => (await import('./commands/datasets')).datasets,
  models: async () => (await import('./commands/models')).models,
  train: async () => (await import('./commands/train')).train,
  evaluate: async () => (await import('./commands/evaluate')).evaluate,
  experiment: async () => (await import('./commands/experiment')).experiment,
  predict: async () => (await import('./commands/predict')).predict,
  classify: async () => (await import('./commands/classify')).classify,
  detect: async () => (await import('./commands/detect')).detect,
};

/** Lines of at most 100 characters, broken between words. */
function wrapped(text: string, indent: string): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1)!;
    if (line && indent.length + line.length + word.length >= 100) lines.push(word);
    else lines[lines.length - 1] = line ? `${line} ${word}` : word;
  }
  return lines.map((line) => indent + line).join('\n');
}

async function help(): Promise<string> {
  const all = await Promise.all(Object.values(commands).map((load) => load()));
  return [
    'Usage: npm run -s jari -- COMMAND [ARGUMENTS]',
    ...all.flatMap(({ usage, about }) => ['', wrapped(usage, '  '), wrapped(about, '      ')]),
  ].join('\n');
}

async function main(): Promise<number> {
  const [name, ...argv] = process.argv.slice(2);
  if (!name || name === 'help' || name === '--help') {
    process.stderr.write(`${await help()}\n`);
    return name ? 0 : 2;
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!load) throw new UsageError(`There is no command "${name}".\n\n${await help()}`);
  return (await load()).run(argv);
}

// `jari geocode … | head` closes our output early: that is no failure worth a stack.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

let code: number;
try {
  code = await main();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  code = error instanceof UsageError ? 2 : 1;
}
await closeDatabase();
// What was written must be out first; work that a failure left behind must not keep the process alive.
process.stdout.write('', () => process.exit(code));
