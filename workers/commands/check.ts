import { checkFile } from '@/lib/geojson/check-file';
import { type Command, UsageError } from './command';

export const check: Command = {
  usage: 'check FILE...',
  about: 'Checks GeoJSON against RFC 7946: one JSON line a finding, with its path',
  async run(argv) {
    if (!argv.length) throw new UsageError('Give a GeoJSON file: jari check FILE.');
    let errors = 0;
    for (const file of argv) {
      const findings = await checkFile(file);
      for (const finding of findings) process.stdout.write(`${JSON.stringify({ file, ...finding })}\n`);
      const wrong = findings.filter(({ severity }) => severity === 'error').length;
      errors += wrong;
      const words = findings.length ? `${wrong} errors, ${findings.length - wrong} warnings` : 'no finding';
      process.stderr.write(`${file}: ${words}\n`);
    }
    return errors ? 1 : 0;
  },
};
