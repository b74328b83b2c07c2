/** The rule of a layer's style that shows what has at least a score; the rest stays in the layer, unseen. */
export const scoreRule = (least: number) => `score >= ${least}`;

/** The score that such a rule asks for; undefined for any other rule. */
export function scoreOfRule(rule: string): number | undefined {
  const match = /^score >= (\d+(?:\.\d+)?)$/.exec(rule.trim());
  return match ? Number(match[1]) : undefined;
}
