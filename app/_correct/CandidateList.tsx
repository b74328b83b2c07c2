'use client';

import { useTranslations } from 'next-intl';
import type { Case } from '@/lib/corrections/case';
import { useFigures } from '../_lib/hooks';
import { useStore } from '../_lib/store';
import { useCorrecting } from './store';

interface CandidateListProps {
  open: Case;
  busy: boolean;
  onChoose: (choice: number) => void;
}

/** What the text could mean, numbered as on the map. */
export function CandidateList({ open, busy, onChoose }: CandidateListProps) {
  const t = useTranslations('correct');
  const outcome = useTranslations('outcome');
  const { number } = useFigures();
  const hinted = useCorrecting((state) => state.hinted);
  const hint = (choice: number | null) => useCorrecting.setState({ hinted: choice });
  if (open.candidates.length === 0) return <p className="muted">{t('noCandidates')}</p>;
  return (
    <ol className="candidates" aria-label={t('candidates')}>
      {open.candidates.map((candidate, choice) => (
        <li
          key={`${candidate.label} ${candidate.lon} ${candidate.lat}`}
          data-hinted={hinted === choice || undefined}
        >
          <button
            type="button"
            className="candidate"
            disabled={busy}
            onClick={() => onChoose(choice)}
            onFocus={() => {
              hint(choice);
              useStore.getState().flyTo({ lon: candidate.lon, lat: candidate.lat });
            }}
            onBlur={() => hint(null)}
            onPointerEnter={() => hint(choice)}
            onPointerLeave={() => hint(null)}
          >
            <b className="candidate-number">{choice + 1}</b>
            <span>
              {candidate.label}
              <small className="muted">
                {outcome(candidate.level)}
                {candidate.uncertainty_m > 20 && ` · ± ${number(candidate.uncertainty_m)} m`}
              </small>
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}
