import { reverse as reverseGeocode } from '@/lib/geocode/reverse';
import { type Command, UsageError } from './command';
import { prepareDatabase } from './prepare';

export const reverse: Command = {
  usage: 'reverse LON LAT',
  about: 'The address nearest to a position in degrees, longitude first (JSON)',
  async run(argv) {
    const [lon, lat] = argv.map(Number);
    if (
      argv.length !== 2 ||
      lon === undefined ||
      lat === undefined ||
      !(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)
    ) {
      throw new UsageError(
        'Give longitude and latitude in degrees, longitude first: jari reverse 126.9785 37.5666.',
      );
    }
    await prepareDatabase();
    process.stdout.write(`${JSON.stringify(await reverseGeocode(lon, lat, { limit: 5 }), null, 2)}\n`);
    return 0;
  },
};
