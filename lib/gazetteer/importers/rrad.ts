import type { Batch } from '../import';
import { WesternFacts } from '../western-facts';

interface Entry {
  address1: string;
  city: string;
  state: string;
  postalCode: string;
  coordinates?: { lat: number; lng: number };
}

/** "1745 T Street Southeast" -> number, street; a unit behind "#" or "Apt" stays out of the street. */
const LINE = /^(\d+(?:-\d+)?[A-Za-z]?)\s+(.+?)(?:\s*(?:#|\b(?:Apt|Unit|Suite)\b).*)?$/i;

/** npm rrad: some 3,000 real US addresses, public domain. */
export const rradBatch: Batch = {
  product: 'rrad',
  title: 'RRAD (US addresses)',
  family: 'intl',
  edition: null,
  files: [],
  bytes: 1,
  async read(facts) {
    if (!(facts instanceof WesternFacts)) return;
    const { default: rrad } = (await import('rrad')) as { default: { addresses: Entry[] } };
    rrad.addresses.forEach((entry, i) => {
      facts.tally.at('rrad', i + 1, entry.address1);
      const line = LINE.exec(entry.address1.trim());
      facts.address({
        country: 'us',
        region: entry.state,
        city: entry.city ?? '',
        street: line?.[2] ?? entry.address1,
        number: line?.[1] ?? '',
        postcode: entry.postalCode ?? '',
        lon: entry.coordinates?.lng ?? Number.NaN,
        lat: entry.coordinates?.lat ?? Number.NaN,
      });
    });
  },
};
