import { type Command, UsageError } from './command';
import { classifier } from './train/classifier';
import { maskRcnn } from './train/mask-rcnn';

const trainings = [classifier, maskRcnn];

export const train: Command = {
  usage: `train ${trainings.map(({ name }) => name).join('|')} ...`,
  about: 'Trains a network; a stopped run goes on from its last epoch in the same --out',
  async run([name, ...argv]) {
    const training = trainings.find((training) => training.name === name);
    if (training) return training.run(argv);
    const lines = trainings.map((training) => `Usage: jari train ${training.usage}\n\n${training.help()}`);
    throw new UsageError(lines.join('\n\n'));
  },
};
