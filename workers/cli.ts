import { closeDatabase } from '@/lib/db/database';
import { addresses } from './commands/addresses';
import { check } from './commands/check';
import { classify } from './commands/classify';
import { type Command, UsageError } from './commands/command';
import { datasets } from './commands/datasets';
import { detect } from './commands/detect';
import { devices } from './commands/devices';
import { evaluate } from './commands/evaluate';
import { experiment } from './commands/experiment';
import { explain } from './commands/explain';
import { exportLayer } from './commands/export';
import { geocode } from './commands/geocode';
import { importLayer } from './commands/import';
import { models } from './commands/models';
import { predict } from './commands/predict';
import { reverse } from './commands/reverse';
import { train } from './commands/train';

/** `npm run -s jari -- COMMAND`: machine-readable output on stdout, words for people on stderr. */
const commands: Command[] = [
  geocode,
  importLayer,
  explain,
  reverse,
  addresses,
  exportLayer,
  check,
  devices,
  datasets,
  models,
  train,
  evaluate,
  experiment,
  predict,
  classify,
  detect,
];

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

function help(): string {
  return [
    'Usage: npm run -s jari -- COMMAND [ARGUMENTS]',
    ...commands.flatMap(({ usage, about }) => ['', wrapped(usage, '  '), wrapped(about, '      ')]),
  ].join('\n');
}

async function main(): Promise<number> {
  const [name, ...argv] = process.argv.slice(2);
  if (!name || name === 'help' || name === '--help') {
    process.stderr.write(`${help()}\n`);
    return name ? 0 : 2;
  }
  const command = commands.find((command) => command.name === name);
  if (!command) throw new UsageError(`There is no command "${name}".\n\n${help()}`);
  return command.run(argv);
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
