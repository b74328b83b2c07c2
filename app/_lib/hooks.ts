'use client';

import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { REASONS } from '@/lib/geocode/reasons';
import { useStore } from './store';

/** Below this width the cards become one sheet. */
export const PHONE = '(max-width: 960px)';

export function useIsPhone(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = matchMedia(PHONE);
      query.addEventListener('change', changed);
      return () => query.removeEventListener('change', changed);
    },
    () => matchMedia(PHONE).matches,
    () => false,
  );
}

/** Height of the window in pixels. */
export function useWindowHeight(): number {
  return useSyncExternalStore(
    (changed) => {
      addEventListener('resize', changed);
      return () => removeEventListener('resize', changed);
    },
    () => window.innerHeight,
    () => 900,
  );
}

const NOT_TYPED = 'input:is([type="checkbox"], [type="range"], [type="color"], [type="radio"])';

/** Calls `onKey` for keys pressed on the page, but not while something is being typed or a dialog is open. */
export function useHotkeys(onKey: (event: KeyboardEvent) => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      const typing = 'input, textarea, select, [contenteditable], [role="dialog"], [role="menu"]';
      // A slider or a box to tick takes no Ctrl-Z of its own.
      const chord = (event.ctrlKey || event.metaKey) && target.matches?.(NOT_TYPED);
      if (target.closest?.(typing) && !chord) return;
      onKey(event);
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, [onKey]);
}

/** Asks again for what could not be had, when the line to the server is back. */
export function useRecovery(faulty: boolean, again: () => void): void {
  const recovered = useStore((state) => state.recovered);
  const known = useRef(recovered);
  useEffect(() => {
    if (recovered === known.current) return;
    known.current = recovered;
    if (faulty) again();
  }, [recovered, faulty, again]);
}

/** Figures in the page's language: 6,422,308; 200 MB; 1분 5초. */
export function useFigures() {
  const format = useFormatter();
  const t = useTranslations('figures');
  const number = (value: number, digits = 0) => format.number(value, { maximumFractionDigits: digits });
  return {
    number,
    bytes(value: number) {
      const units = ['B', 'KB', 'MB', 'GB'];
      let at = 0;
      let rest = value;
      while (rest >= 1024 && at < units.length - 1) {
        rest /= 1024;
        at++;
      }
      return `${number(rest, at > 1 && rest < 10 ? 1 : 0)} ${units[at]}`;
    },
    duration(seconds: number) {
      const whole = Math.max(1, Math.round(seconds));
      if (whole < 60) return t('seconds', { s: whole });
      if (whole < 3600) return t('minutes', { m: Math.floor(whole / 60), s: whole % 60 });
      return t('hours', { h: Math.floor(whole / 3600), m: Math.floor((whole % 3600) / 60) });
    },
  };
}

/** The word for a value of a part of an answer (point, level, status, reason); the value itself where it is none. */
export function useAnswerWord(): (part: string, value: unknown) => string {
  const words = useTranslations('answerValue');
  const locale = useLocale() as 'ko' | 'en';
  return (part, value) => {
    const text = String(value);
    if (part === 'reason') return REASONS[text as keyof typeof REASONS]?.[locale] ?? text;
    const word = `${part}.${text}`;
    return words.has(word as never) ? words(word as never) : text;
  };
}
