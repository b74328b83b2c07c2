import { chosenDevice } from '@/lib/vision/device';
import { type Command, UsageError } from './command';

export const devices: Command = {
  usage: 'devices',
  about: 'What networks can run on here, and what JARI_DEVICE chooses',
  async run(argv) {
    if (argv.length > 0) throw new UsageError(`jari devices takes no arguments, got "${argv[0]}".`);
    const answer = await chosenDevice();
    const { chosen, devices: found } = answer;
    process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
    for (const { name, available, about, milliseconds } of found) {
      const time = milliseconds === undefined ? '' : ` (trial ${milliseconds.toFixed(1)} ms)`;
      process.stderr.write(
        `${name === chosen ? '*' : ' '} ${name.padEnd(7)}${available ? '' : 'not usable: '}${about}${time}\n`,
      );
    }
    return found.some(({ name, available }) => name === chosen && available) ? 0 : 1;
  },
};
