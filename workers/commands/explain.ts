import { explainText } from '@/lib/geocode/explain';
import { type Command, UsageError } from './command';
import { prepareDatabase } from './prepare';

export const explain: Command = {
  usage: 'explain "ADDRESS"',
  about: 'How an address is understood and matched: parts, candidates, scores (JSON)',
  async run(argv) {
    const text = argv.join(' ');
    if (!text.trim()) throw new UsageError('Give an address: jari explain "서울특별시 강남구 테헤란로 152".');
    await prepareDatabase();
    process.stdout.write(`${JSON.stringify(await explainText(text), null, 2)}\n`);
    return 0;
  },
};
