/** Part of an answer that a column of ours holds: jari_score -> score (lib/geocode/properties). */
export const answerPart = (key: string) => key.replace(/^jari_/, '');

/** "unit: 3층; province-alias: 강원도 → 강원특별자치도" with the rules' names for people. */
export function changesText(changes: string, nameOf: (rule: string) => string): string {
  return changes
    .split('; ')
    .map((change) => {
      const colon = change.indexOf(': ');
      return colon < 0 ? change : `${nameOf(change.slice(0, colon))}: ${change.slice(colon + 2)}`;
    })
    .join(' · ');
}
