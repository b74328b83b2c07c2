import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { readConfig, settings } from '@/lib/config';

describe('settings', () => {
  test('defaults where nothing is set, or set to nothing', () => {
    expect(readConfig({}).PORT).toBe(3000);
    expect(readConfig({ PORT: ' ' }).PORT).toBe(3000);
  });

  test.each([
    ['PORT', 'abc'],
    ['PORT', '70000'],
    ['WORKERS', '-1'],
    ['MAX_UPLOAD_ROWS', '1.5'],
  ])('%s=%s is refused by name', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(
      new RegExp(`Setting ${name}: expected .* got "${value}"`),
    );
  });

  test('the README shows every setting with its default and meaning', () => {
    const readme = readFileSync('README.md', 'utf8');
    for (const [name, { default: value, about }] of Object.entries(settings)) {
      const shown = String(value).replace(homedir(), '~');
      expect(readme).toContain(`| \`${name}\` | ${shown ? `\`${shown}\` ` : ''}| ${about} |`);
    }
  });
});
