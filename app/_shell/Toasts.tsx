'use client';

import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { type Toast, useStore } from '../_lib/store';

const LIFETIME_MS = 8000;

function Card({ toast }: { toast: Toast }) {
  const t = useTranslations('shell');
  const dismiss = useStore((state) => state.dismiss);
  useEffect(() => {
    const timer = setTimeout(() => dismiss(toast.id), LIFETIME_MS);
    return () => clearTimeout(timer);
  }, [toast.id, dismiss]);
  const end = (action?: () => void) => () => {
    action?.();
    dismiss(toast.id);
  };
  return (
    <div className={`toast ${toast.tone}`}>
      <span>{toast.text}</span>
      {toast.undo ? (
        <button type="button" onClick={end(toast.undo)}>
          {t('undo')}
        </button>
      ) : (
        <button type="button" aria-label={t('close')} onClick={end()}>
          ×
        </button>
      )}
    </div>
  );
}

/** Short news at the foot of the page; Ctrl-Z takes the latest one back. */
export function Toasts() {
  const toasts = useStore((state) => state.toasts);
  return (
    <div className="toasts" role="status" aria-live="polite">
      {toasts.map((toast) => (
        <Card key={toast.id} toast={toast} />
      ))}
    </div>
  );
}
