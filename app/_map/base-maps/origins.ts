/** The sites that the house's own base maps come from: pages may load from these and no others (proxy.ts). */
export const ORIGINS = [
  'https://tiles.openfreemap.org',
  'https://tile.openstreetmap.org',
  'https://api.vworld.kr',
];

/** Whether a page of `home` may load from `origin`, with the operator's further sites; `https:` is any. */
export function mayLoad(origin: string, home: string, further: string[]): boolean {
  return (
    origin === home ||
    ORIGINS.includes(origin) ||
    further.includes(origin) ||
    (further.includes('https:') && origin.startsWith('https:'))
  );
}
