import type { Answer, Change, Match } from './types';

/** The columns an answer adds to a row, in this order, in every export. */
export const ANSWER_COLUMNS = [
  'jari_status',
  'jari_level',
  'jari_score',
  'jari_uncertainty_m',
  'jari_point',
  'jari_address',
  'jari_parcel',
  'jari_postcode',
  'jari_name',
  'jari_road_code',
  'jari_legal_dong_code',
  'jari_changes',
  'jari_candidates',
  'jari_reason',
] as const;

export type AnswerProperties = Record<(typeof ANSWER_COLUMNS)[number], string | number | null>;

const NOTHING: AnswerProperties = {
  jari_status: null,
  jari_level: null,
  jari_score: null,
  jari_uncertainty_m: null,
  jari_point: null,
  jari_address: null,
  jari_parcel: null,
  jari_postcode: null,
  jari_name: null,
  jari_road_code: null,
  jari_legal_dong_code: null,
  jari_changes: null,
  jari_candidates: null,
  jari_reason: null,
};

/** An answer as flat columns; what does not apply is null, so that every row has the same columns. */
export function answerProperties({ status, match, candidates, reason }: Answer): AnswerProperties {
  const properties: AnswerProperties = { ...NOTHING, jari_status: status, jari_reason: reason ?? null };
  if (match) {
    properties.jari_level = match.level;
    properties.jari_score = match.score;
    properties.jari_uncertainty_m = match.uncertainty_m;
    properties.jari_point = match.point;
    properties.jari_address = match.address ?? null;
    properties.jari_parcel = match.parcel ?? null;
    properties.jari_postcode = match.postcode ?? null;
    properties.jari_name = match.name ?? null;
    properties.jari_road_code = match.codes?.road ?? null;
    properties.jari_legal_dong_code = match.codes?.legal_dong ?? null;
    if (match.changes.length) properties.jari_changes = match.changes.map(changeText).join('; ');
  }
  if (candidates) properties.jari_candidates = candidates.map(label).join(' | ');
  return properties;
}

const changeText = ({ rule, from, to }: Change) =>
  to === undefined ? `${rule}: ${from}` : `${rule}: ${from} → ${to}`;

/** One line that names a match for people. */
export function label(match: Match): string {
  const place = match.level === 'parcel' ? (match.parcel ?? match.address) : (match.address ?? match.parcel);
  return (
    [match.level === 'place' ? match.name : undefined, place].filter(Boolean).join(', ') || (match.name ?? '')
  );
}
