'use client';

import { Redo2, Undo2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { redo, undo, useHistory } from '../_lib/history';
import { IconButton } from './Tip';

/** Back and forth through what was done; the tooltip says what. */
export function HistoryButtons() {
  const t = useTranslations('history');
  const { past, future } = useHistory();
  const last = past.at(-1);
  const next = future.at(-1);
  return (
    <div className="wide top-settings">
      <IconButton
        label={last ? t('undoChange', { label: last.label }) : t('nothing')}
        aria-disabled={!last}
        onClick={() => void undo()}
      >
        <Undo2 size={18} />
      </IconButton>
      <IconButton
        label={next ? t('redoChange', { label: next.label }) : t('nothingAgain')}
        aria-disabled={!next}
        onClick={() => void redo()}
      >
        <Redo2 size={18} />
      </IconButton>
    </div>
  );
}
