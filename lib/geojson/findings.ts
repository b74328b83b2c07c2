/** One fault of a GeoJSON text against RFC 7946. */
export interface Finding {
  /** Where: `features[3].geometry.coordinates[0]`; '' is the whole. */
  path: string;
  /** Short code of the rule; lib/geojson/README.md lists them. */
  rule: Rule;
  /** error: a MUST is broken; warning: a SHOULD. */
  severity: 'error' | 'warning';
  message: string;
}

const severities = {
  json: 'error',
  encoding: 'error',
  sequence: 'error',
  'too-large': 'error',
  type: 'error',
  'missing-member': 'error',
  'wrong-member': 'error',
  value: 'error',
  coordinates: 'error',
  latitude: 'error',
  'ring-short': 'error',
  'ring-open': 'error',
  'exterior-first': 'error',
  bbox: 'error',
  crs: 'error',
  winding: 'warning',
  longitude: 'warning',
  antimeridian: 'warning',
  'position-size': 'warning',
  precision: 'warning',
  'bbox-extent': 'warning',
  'nested-collection': 'warning',
  'single-collection': 'warning',
  bom: 'warning',
} as const;
export type Rule = keyof typeof severities;

/** Findings kept of each rule; a file of a million features may break one a million times. */
const KEPT = 100;

/** Collects findings; more than 100 of a rule are counted only. */
export class Findings {
  private readonly list: Finding[] = [];
  private readonly counts = new Map<Rule, number>();

  add(path: string, rule: Rule, message: string): void {
    const count = (this.counts.get(rule) ?? 0) + 1;
    this.counts.set(rule, count);
    if (count <= KEPT) this.list.push({ path, rule, severity: severities[rule], message });
  }

  /** How many there are of each rule, also those that were not kept. */
  tally(): Partial<Record<Rule, number>> {
    return Object.fromEntries(this.counts);
  }

  /** All of them, and one for each rule with more than were kept. */
  all(): Finding[] {
    const more = [...this.counts]
      .filter(([, count]) => count > KEPT)
      .map(([rule, count]): Finding => {
        const message = `And ${(count - KEPT).toLocaleString('en')} more like these.`;
        return { path: '', rule, severity: severities[rule], message };
      });
    return [...this.list, ...more];
  }
}
