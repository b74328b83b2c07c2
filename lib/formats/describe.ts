import type { Geometry } from 'geojson';
import { findCrs } from '@/lib/crs/find';
import { type Finding, Findings } from '@/lib/geojson/findings';
import { geometryFault, widenBy } from './place';
import type { Extent, Fault, FileFeature, Opened } from './reader';

/** Features of the sample that a person sees. */
const SHOWN = 20;
/** Features and milliseconds that a preview takes at most; the rest of a file is judged when it is imported. */
const MOST_FEATURES = 200_000;
const MOST_TIME = 5000;
/** Faults of one rule that are listed. */
const LISTED = 100;
/** Points kept to guess the system by. */
const POINTS = 300;

export interface Description {
  /** The system the file says, as lib/crs takes it; absent where it does not. */
  crs?: string;
  crsBy?: 'file' | 'format';
  columns: string[];
  featuresEstimate: number;
  /** The whole file was looked at: the estimate, the extent and the faults are all of it. */
  complete: boolean;
  faults: Fault[];
  /** Faults by rule, also those that are not listed. */
  faultCounts: Record<string, number>;
  sample: FileFeature[];
  /** In the coordinates of the file. */
  extent?: Extent;
  /** Some positions, spread over what was looked at, in the coordinates of the file. */
  points: [x: number, y: number][];
  encoding?: string;
}

/** What `repair` of lib/geojson mends. Members that are missing are not missed by a layer. */
const REPAIRABLE = new Set([
  'ring-open',
  'winding',
  'antimeridian',
  'precision',
  'position-size',
  'bbox',
  'bbox-extent',
  'nested-collection',
  'single-collection',
  'wrong-member',
  'longitude',
  'bom',
  'crs',
]);
/** Rules about degrees: they say nothing of a file in metres. */
const OF_DEGREES = new Set(['latitude', 'longitude', 'antimeridian', 'precision', 'bbox', 'bbox-extent']);

const isRepairable = ({ rule, message }: Finding) =>
  REPAIRABLE.has(rule) || (rule === 'missing-member' && /"(?:properties|geometry)"/.test(message));

class FaultList {
  readonly faults: Fault[];
  readonly counts: Record<string, number> = {};

  constructor(first: readonly Fault[]) {
    this.faults = [...first];
    for (const { rule } of first) this.counts[rule] = (this.counts[rule] ?? 0) + 1;
  }

  add(fault: Fault): void {
    const count = (this.counts[fault.rule] ?? 0) + 1;
    this.counts[fault.rule] = count;
    if (count <= LISTED) this.faults.push(fault);
  }
}

/** Every so-manieth position, so that those kept are spread over the file. */
class Points {
  private kept: [x: number, y: number][] = [];
  private stride = 1;
  private seen = 0;

  add(geometry: Geometry): void {
    if (this.seen++ % this.stride !== 0 || geometry.type === 'GeometryCollection') return;
    let at: unknown = geometry.coordinates;
    while (Array.isArray(at) && Array.isArray(at[0])) at = at[0];
    const [x, y] = Array.isArray(at) ? (at as number[]) : [];
    if (!Number.isFinite(x) || !Number.isFinite(y)) return;
    this.kept.push([x!, y!]);
    if (this.kept.length < POINTS * 2) return;
    this.kept = this.kept.filter((_, i) => i % 2 === 0);
    this.stride *= 2;
  }

  all = () => this.kept.slice(0, POINTS);
}

const beyondDegrees = (extent: Extent | undefined) =>
  extent !== undefined && (extent[0] < -360 || extent[2] > 360 || extent[1] < -90 || extent[3] > 90);

/** What a look through the features gathers. */
class Survey {
  readonly findings = new Findings();
  readonly faults: FaultList;
  readonly columns: Set<string>;
  readonly sample: FileFeature[] = [];
  readonly points = new Points();
  extent: Extent | undefined;
  rows = 0;

  constructor(private readonly opened: Opened) {
    this.faults = new FaultList(opened.faults);
    this.columns = new Set(opened.columns);
  }

  add(feature: FileFeature): void {
    const { geometry, properties } = feature;
    this.rows++;
    if (this.sample.length < SHOWN) this.sample.push(feature);
    for (const name in properties) this.columns.add(name);
    if (!this.opened.judges) this.judge(feature);
    if (!geometry) return;
    this.extent = widenBy(this.extent, geometry);
    this.points.add(geometry);
  }

  private judge({ geometry, fault }: FileFeature): void {
    const found = fault
      ? { rule: 'geometry', message: fault, repairable: false }
      : geometry && geometryFault(geometry);
    if (found) this.faults.add({ path: `row ${this.rows}`, severity: 'error', ...found });
  }

  /** The findings of the format, but those about degrees where there are none. */
  tellFindings(degrees: boolean): void {
    // A \`crs\` member is kept to: it is no fault here.
    const counts = (rule: string) => rule !== 'crs' && (degrees || !OF_DEGREES.has(rule));
    for (const finding of this.findings.all()) {
      const fault = { ...finding, repairable: isRepairable(finding) };
      if (counts(finding.rule)) this.faults.faults.push(fault);
    }
    for (const [rule, count] of Object.entries(this.findings.tally())) {
      if (counts(rule)) this.faults.counts[rule] = count;
    }
  }
}

/**
 * Looks an opened file through, or as much of it as a preview has time for: columns, extent, sample, faults.
 * @param most features looked at; 200,000 when absent
 * @throws Problem unreadable where the file is damaged in what was looked at
 */
export async function describe(
  opened: Opened,
  { signal, most = MOST_FEATURES }: { signal?: AbortSignal; most?: number } = {},
): Promise<Description> {
  const began = Date.now();
  const survey = new Survey(opened);
  const { findings } = survey;
  let complete = true;
  for await (const piece of opened.read({ findings, signal })) {
    for (const feature of piece) survey.add(feature);
    complete = survey.rows < most && Date.now() - began < MOST_TIME;
    if (!complete) break;
  }
  const beyond = beyondDegrees(survey.extent);
  const doubted = opened.crsBy === 'format' && beyond;
  if (doubted) {
    survey.faults.add({
      path: '',
      rule: 'crs',
      severity: 'error',
      message:
        'The coordinates are not the degrees of longitude and latitude that the format wants; choose their system.',
      repairable: true,
    });
  }
  survey.tellFindings(opened.crs !== undefined && findCrs(opened.crs).geographic && !beyond);
  const extent = complete ? survey.extent : (opened.extent ?? survey.extent);
  const estimate = opened.count ?? Math.round(survey.rows / Math.max(opened.share(), 0.001));
  return {
    ...(opened.crs && !doubted ? { crs: opened.crs, crsBy: opened.crsBy } : {}),
    columns: [...survey.columns],
    featuresEstimate: complete ? survey.rows : estimate,
    complete,
    faults: survey.faults.faults,
    faultCounts: survey.faults.counts,
    sample: survey.sample,
    ...(extent ? { extent } : {}),
    points: survey.points.all(),
    ...(opened.encoding ? { encoding: opened.encoding } : {}),
  };
}
