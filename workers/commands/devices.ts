import { config } from '@/lib/config';
import { type DeviceChoice, fastest, listDevices } from '@/lib/nn/devices';
import { type Command, UsageError } from './command';

export const devices: Command = {
  name: 'devices',
  usage: 'devices',
  about: 'What networks can run on here, and what JARI_DEVICE chooses',
  async run(argv) {
    if (argv.length > 0) throw new UsageError(`jari devices takes no arguments, got "${argv[0]}".`);
    const found = await listDevices();
    const choice = config.JARI_DEVICE as DeviceChoice;
    const chosen = choice === 'auto' ? fastest(found) : choice;
    process.stdout.write(`${JSON.stringify({ setting: choice, chosen, devices: found }, null, 2)}\n`);
    for (const { name, available, about, milliseconds } of found) {
      const time = milliseconds === undefined ? '' : ` (trial ${milliseconds.toFixed(1)} ms)`;
      process.stderr.write(
        `${name === chosen ? '*' : ' '} ${name.padEnd(7)}${available ? '' : 'not usable: '}${about}${time}\n`,
      );
    }
    return found.some(({ name, available }) => name === chosen && available) ? 0 : 1;
  },
};
