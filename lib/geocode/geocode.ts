import { parseAddress } from '@/lib/address/parse';
import type { KoreanReading, ParsedAddress, WesternReading } from '@/lib/address/types';
import { ancestor, VILLAGE } from '@/lib/gazetteer/areas';
import { keyOwner } from '@/lib/gazetteer/keys';
import { type Gazetteer, gazetteer } from '@/lib/gazetteer/lookup';
import type { Candidate, PreferredPoint } from './korean/candidate';
import { doubtOf } from './korean/doubt';
import { type KoreanRow, matchKorean, type Outcome, type Trace } from './korean/match';
import { areaName, parcelAddress, roadAddress, roadName } from './korean/names';
import type { Reason } from './reasons';
import type { Answer, Change, Match } from './types';
import type { WesternCandidate, WesternRow } from './western/candidate';
import { matchWestern, type WesternTrace } from './western/match';

/** Most candidates an ambiguous answer lists. */
const MOST_CANDIDATES = 5;
/** Rows that ask the database at once: more gains little, and one statement stays a few milliseconds. */
const BATCH = 2000;

const EMPTY: Answer = { status: 'skipped', reason: 'empty' };

export interface GeocodeOptions {
  /** Point of a building where both are known; the entrance unless asked otherwise. Answers say which they have. */
  point?: PreferredPoint;
  /** Told of every pass over every row; for `explain`. */
  korean?: Trace;
  western?: WesternTrace;
  parsed?: (row: number, parsed: ParsedAddress) => void;
}

/**
 * One answer for each text, in order. A text has the same answer alone and among thousands.
 * @param texts addresses as people write them, any number.
 */
export async function geocodeBatch(
  texts: readonly string[],
  options: GeocodeOptions = {},
): Promise<Answer[]> {
  if (texts.length <= BATCH) return geocodeChunk(texts, options);
  const answers: Answer[] = [];
  for (let from = 0; from < texts.length; from += BATCH) {
    for (const answer of await geocodeChunk(texts.slice(from, from + BATCH), options)) answers.push(answer);
  }
  return answers;
}

export async function geocodeText(text: string, options: GeocodeOptions = {}): Promise<Answer> {
  return (await geocodeChunk([text], options))[0]!;
}

async function geocodeChunk(texts: readonly string[], options: GeocodeOptions): Promise<Answer[]> {
  const answers = new Array<Answer>(texts.length);
  const korean: KoreanRow[] = [];
  const western: WesternRow[] = [];
  const parses = new Array<ParsedAddress>(texts.length);
  for (let row = 0; row < texts.length; row++) {
    const parsed = parseAddress(texts[row]!);
    parses[row] = parsed;
    options.parsed?.(row, parsed);
    const first = parsed.readings[0];
    if (!first) answers[row] = parsed.text ? { status: 'not_found', reason: 'not_an_address' } : EMPTY;
    else if (first.grammar === 'korean') korean.push({ row, readings: parsed.readings as KoreanReading[] });
    else western.push({ row, readings: parsed.readings as WesternReading[] });
  }
  const [kr, intl] = await Promise.all([gazetteer('kr'), gazetteer('intl')]);
  const [koreanOutcomes, westernOutcomes] = await Promise.all([
    korean.length ? matchKorean(kr, korean, { prefer: options.point, trace: options.korean }) : undefined,
    western.length ? matchWestern(intl, western, options.western) : undefined,
  ]);
  if (koreanOutcomes) {
    await loadMatchedRoads(kr, koreanOutcomes);
    for (const { row } of korean) answers[row] = koreanAnswer(kr, koreanOutcomes.get(row)!, parses[row]!);
  }
  for (const { row } of western) {
    const outcome = westernOutcomes!.get(row)!;
    answers[row] = answerOf(
      outcome.contenders.map((one) => westernMatch(one, parses[row]!.notes)),
      outcome.reason,
    );
  }
  return answers;
}

/** Parcels and buildings know their road address only by key: its road may not have been asked for yet. */
async function loadMatchedRoads(kr: Gazetteer, outcomes: Map<number, Outcome>): Promise<void> {
  const ids: number[] = [];
  for (const { contenders } of outcomes.values()) {
    for (const one of contenders)
      if (!one.road && one.addressKey !== undefined) ids.push(keyOwner('kr', one.addressKey));
  }
  if (ids.length) await kr.loadRoadIds(ids);
}

function koreanAnswer(kr: Gazetteer, { contenders, reason }: Outcome, parsed: ParsedAddress): Answer {
  const matches = contenders.slice(0, MOST_CANDIDATES).map((one) => koreanMatch(kr, one, parsed.notes));
  const doubts = contenders.map((one) => doubtOf(one, parsed.notes));
  return answerOf(matches, reason, doubts.every((doubt) => doubt !== undefined) ? doubts[0] : undefined);
}

function answerOf(matches: Match[], reason: Reason | undefined, doubt?: Reason): Answer {
  const [first] = matches;
  if (!first) return { status: 'not_found', reason: reason ?? 'not_an_address' };
  if (doubt) return { status: 'ambiguous', candidates: matches, reason: doubt };
  if (matches.length > 1) return { status: 'ambiguous', candidates: matches, reason: 'several' };
  return { status: 'ok', match: first };
}

export function koreanMatch(kr: Gazetteer, one: Candidate, notes: readonly Change[]): Match {
  const road =
    one.road ?? (one.addressKey === undefined ? undefined : kr.road(keyOwner('kr', one.addressKey)));
  const parcelArea =
    one.parcelKey === undefined ? undefined : kr.areas.byId.get(keyOwner('kr', one.parcelKey));
  const numbered =
    one.level === 'address' || one.level === 'parcel' || one.level === 'near' || one.level === 'place';
  const match: Match = {
    level: one.level,
    score: Math.round(Math.min(1, Math.max(0, one.score)) * 100) / 100,
    uncertainty_m: one.uncertainty_m,
    point: one.point,
    lon: one.lon,
    lat: one.lat,
    changes: notes.length ? [...notes, ...one.changes] : one.changes,
  };
  if (numbered && road && one.addressKey !== undefined)
    match.address = roadAddress(road, one.addressKey, one.area);
  else if (one.level === 'road' && road) match.address = roadName(road, one.area);
  else if (one.area) match.address = areaName(one.area);
  if (numbered && one.parcelKey !== undefined && parcelArea)
    match.parcel = parcelAddress(one.parcelKey, parcelArea);
  if (one.postcode) match.postcode = one.postcode;
  const name = one.name ?? one.address?.building;
  if (name) match.name = name;
  const legalDong = legalDongCode(one);
  if (road?.code || legalDong)
    match.codes = {
      ...(road?.code ? { road: road.code } : {}),
      ...(legalDong ? { legal_dong: legalDong } : {}),
    };
  if (match.codes && one.address?.code) match.codes.building = one.address.code;
  if (one.address) match.dataset = one.address.dataset_id;
  return match;
}

/** 법정동코드, 10 digits. */
function legalDongCode({ area, level }: Candidate): string | undefined {
  if (!area?.code || level === 'road' || level === 'district' || level === 'province') return undefined;
  return ancestor(area, VILLAGE) ? area.code : area.code.padEnd(10, '0');
}

function westernMatch(one: WesternCandidate, notes: readonly Change[]): Match {
  const { level, uncertainty_m, point, lon, lat, label } = one;
  const match: Match = {
    level,
    score: Math.round(one.score * 100) / 100,
    uncertainty_m,
    point,
    lon,
    lat,
    address: label,
    changes: [...notes, ...one.changes],
  };
  if (one.postcode) match.postcode = one.postcode;
  if (one.name) match.name = one.name;
  if (one.dataset !== undefined) match.dataset = one.dataset;
  return match;
}
