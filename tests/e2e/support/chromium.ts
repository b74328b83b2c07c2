import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PLACES = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const executable = PLACES.find((path) => path && existsSync(path));

export const hasChromium = executable !== undefined;

if (!hasChromium) {
  console.warn(
    'There is no Chromium here, so the browser tests are skipped: install it (apt-get install chromium) or name one in CHROMIUM_PATH.',
  );
}

/** A browser that draws WebGL in software, so that maps are drawn on machines without a screen. */
export function launch(environment: Record<string, string> = {}): Promise<Browser> {
  return chromium.launch({
    env: { ...process.env, ...environment },
    executablePath: executable,
    args: [
      '--no-sandbox',
      '--disable-dev-shm-usage',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}
