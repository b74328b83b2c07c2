import type { ParsedAddress } from '@/lib/address/types';
import { gazetteer } from '@/lib/gazetteer/lookup';
import { geocodeText, koreanMatch } from './geocode';
import { label } from './properties';
import type { Answer, Change } from './types';

export interface Explanation {
  parsed: ParsedAddress;
  /** Each pass that saw the text, with the candidates it found and their scores, best first. */
  passes: {
    pass: string;
    candidates: {
      label: string;
      level: string;
      score: number;
      lon: number;
      lat: number;
      changes: readonly Change[];
    }[];
  }[];
  answer: Answer;
}

/** How one text is understood and matched: its parts, every candidate of every pass, and the answer. */
export async function explainText(text: string): Promise<Explanation> {
  const passes: Explanation['passes'] = [];
  let parsed: ParsedAddress = { text, readings: [], notes: [] };
  const kr = await gazetteer('kr');
  const answer = await geocodeText(text, {
    parsed: (_, result) => {
      parsed = result;
    },
    korean: (_, pass, candidates) => {
      const shown = candidates.map((one) => {
        const { level, score, lon, lat, changes } = koreanMatch(kr, one, []);
        return { label: label(koreanMatch(kr, one, [])), level, score, lon, lat, changes };
      });
      passes.push({ pass, candidates: shown.sort((a, b) => b.score - a.score) });
    },
    western: (_, pass, candidates) => {
      const shown = candidates.map(({ label, level, score, lon, lat, changes }) => ({
        label,
        level,
        score,
        lon,
        lat,
        changes,
      }));
      passes.push({ pass, candidates: shown.sort((a, b) => b.score - a.score) });
    },
  });
  return { parsed, passes, answer };
}
