import { PALETTE } from '@/lib/layers/style/colours';
import type { SavedStyle } from '@/lib/layers/style/default';
import { scoreRule } from './score-rule';

export type Language = 'ko' | 'en';

/** Shown at first: what the model is more sure of than not. */
const LEAST_SHOWN = 0.5;

/** Outlines through which the image is seen, with what it is and how sure: 사람 0.97. */
export function detectionStyle(language: Language): SavedStyle {
  return {
    version: 2,
    by: {
      type: 'rules',
      rules: [{ rule: scoreRule(LEAST_SHOWN), color: PALETTE[0]!, label: null }],
      others: { color: null, shown: false },
    },
    symbol: { color: PALETTE[0]!, fillOpacity: 0.25, strokeWidth: 2 },
    label: { template: language === 'ko' ? '{caption_ko}' : '{caption}', size: 12, haloWidth: 2 },
  };
}
