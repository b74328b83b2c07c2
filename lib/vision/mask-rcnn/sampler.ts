import type { Random } from '@/lib/nn/random';
import { BACKGROUND } from './matcher';

/** `count` of `from` at random, in random order; all of them where they are fewer. Changes the order of `from`. */
function choose(from: number[], count: number, random: Random): number[] {
  const wanted = Math.min(count, from.length);
  for (let i = 0; i < wanted; i++) {
    const j = i + random.below(from.length - i);
    [from[i], from[j]] = [from[j]!, from[i]!];
  }
  return from.slice(0, wanted);
}

/**
 * Picks at most `batch` of the matched boxes, at most `positiveShare` of them positive, the rest background
 * (torchvision, _utils.py: BalancedPositiveNegativeSampler).
 * @returns numbers of boxes, each list in random order
 */
export function sample(
  matches: Int32Array,
  { batch, positiveShare }: { batch: number; positiveShare: number },
  random: Random,
): { positive: number[]; negative: number[] } {
  const positives: number[] = [];
  const negatives: number[] = [];
  for (let i = 0; i < matches.length; i++) {
    if (matches[i]! >= 0) positives.push(i);
    else if (matches[i] === BACKGROUND) negatives.push(i);
  }
  const positive = choose(positives, Math.floor(batch * positiveShare), random);
  return { positive, negative: choose(negatives, batch - positive.length, random) };
}
