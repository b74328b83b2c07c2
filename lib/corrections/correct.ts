import { answerProperties } from '@/lib/geocode/properties';
import type { Match } from '@/lib/geocode/types';
import { type Correction, getAnswer, type NewAnswer, replaceAnswer } from '@/lib/layers/answers';
import { layerColumns } from '@/lib/layers/columns';
import { getLayer } from '@/lib/layers/store';
import type { AnswerValue, Column, Layer } from '@/lib/layers/types';
import { Problem } from '@/lib/problems';
import { tryText } from './candidates';
import { inputText } from './input';

/** What a correction adds to a row's answer, beside the parts of every answer. */
const CORRECTION_COLUMNS = ['jari_corrected_by', 'jari_corrected_text'];

/** How a person puts a row right. Positions are longitude, latitude in degrees (WGS 84). */
export type CorrectionRequest =
  | { by: 'text'; text: string }
  /** `text` as it was tried, the row's own where absent; `choice`: place in its candidates, from 0. */
  | { by: 'candidate'; text?: string; choice: number }
  | { by: 'map'; lon: number; lat: number };

type Put = Pick<NewAnswer, 'geometry' | 'answer' | 'status' | 'level'>;

function fromMatch(match: Match): Put {
  const answer = withoutNulls(answerProperties({ status: 'ok', match }));
  return {
    geometry: { type: 'Point', coordinates: [match.lon, match.lat] },
    answer,
    status: 'ok',
    level: match.level,
  };
}

function withoutNulls(values: Record<string, AnswerValue>): Record<string, AnswerValue> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}

async function putRight(request: CorrectionRequest, input: string): Promise<Put> {
  if (request.by === 'map') {
    const { lon, lat } = request;
    const answer = { jari_status: 'ok', jari_level: 'placed', jari_score: 1, jari_point: 'map' };
    return { geometry: { type: 'Point', coordinates: [lon, lat] }, answer, status: 'ok', level: 'placed' };
  }
  const text = request.text?.trim() || input;
  const { answer, candidates } = await tryText(text);
  if (request.by === 'candidate') {
    const chosen = candidates[request.choice];
    if (chosen) return fromMatch(chosen);
    throw new Problem(
      'bad-request',
      `"${text}" has ${candidates.length} candidates; there is no candidate ${request.choice + 1}.`,
      { path: '/choice' },
    );
  }
  if (answer.status === 'ok') return fromMatch(candidates[0]!);
  const sentence =
    answer.status === 'ambiguous'
      ? `"${text}" may mean several places; choose one of them.`
      : `"${text}" was not found.`;
  throw new Problem('unreadable', sentence, { path: '/text' });
}

/** The layer's columns with those of corrections; null where it has them already. */
function widened(layer: Layer): Column[] | null {
  const missing = CORRECTION_COLUMNS.filter((key) => !layer.columns.some((column) => column.key === key));
  if (missing.length === 0) return null;
  const taken = layer.columns.map(({ name }) => name);
  return [...layer.columns, ...layerColumns(taken, missing).slice(taken.length)];
}

export interface Corrected {
  n: number;
  status: string;
  level: string | null;
  /** Longitude, latitude; null when the row has no place (again). */
  position: [number, number] | null;
  correction: Correction | null;
}

function report({ n, status, level, geometry, correction }: NewAnswer): Corrected {
  const position = geometry?.type === 'Point' ? (geometry.coordinates.slice(0, 2) as [number, number]) : null;
  return { n, status, level, position, correction };
}

async function correctable(layerId: string): Promise<Layer> {
  const layer = await getLayer(layerId);
  if (layer.state !== 'ready') {
    throw new Problem('conflict', `Layer "${layer.name}" is still being filled; correct it afterwards.`);
  }
  return layer;
}

/**
 * Puts one row right. Its own values stay as they came; what stood there before is kept for the way back.
 * @throws Problem not-found, conflict, bad-request (no such candidate), unreadable (the text names no one place)
 */
export async function correct(layerId: string, n: number, request: CorrectionRequest): Promise<Corrected> {
  const layer = await correctable(layerId);
  const row = await getAnswer(layerId, n);
  const put = await putRight(request, inputText(layer, row.properties));
  const { geometry, answer, status, level } = row;
  const text = request.by === 'map' ? undefined : request.text?.trim();
  const correction: Correction = {
    by: request.by,
    ...(text ? { text } : {}),
    at: new Date().toISOString(),
    before: row.correction?.before ?? { geometry, answer, status, level },
  };
  const after: NewAnswer = {
    n,
    ...put,
    answer: { ...put.answer, jari_corrected_by: request.by, ...(text ? { jari_corrected_text: text } : {}) },
    correction,
  };
  await replaceAnswer(layerId, row, after, widened(layer));
  return report(after);
}

/** Takes the correction of a row back: its answer is again what geocoding gave. @throws Problem not-found */
export async function undoCorrection(layerId: string, n: number): Promise<Corrected> {
  await correctable(layerId);
  const row = await getAnswer(layerId, n);
  if (!row.correction) throw new Problem('not-found', `Row ${n} has no correction to take back.`);
  const after: NewAnswer = { n, ...row.correction.before, correction: null };
  await replaceAnswer(layerId, row, after, null);
  return report(after);
}
