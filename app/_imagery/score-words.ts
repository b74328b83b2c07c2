import type { Layer } from '@/lib/layers/types';
import { scoreOfRule } from '@/lib/vision/detect-image/score-rule';
import { koreanOf } from '@/lib/vision/mask-rcnn/card';

/** Sentences of the namespace "legend". */
type Say = (key: 'score' | 'scoreOf', values: { score: string; what: string }) => string;

/** What a rule on the score says in a legend: "person, score 0.50 and above"; undefined for any other rule. */
export function scoreWords(
  rule: string,
  { source }: Pick<Layer, 'source'>,
  locale: string,
  say: Say,
): string | undefined {
  const least = scoreOfRule(rule);
  if (least === undefined) return undefined;
  const [only, ...more] = (source.classes ?? []) as string[];
  const what = only === undefined ? '' : locale === 'ko' ? koreanOf(only) : only;
  // Of a model that knows many kinds of things none can be named.
  return say(what && more.length === 0 ? 'scoreOf' : 'score', { score: least.toFixed(2), what });
}
