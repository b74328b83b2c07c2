'use client';

import { Languages, Moon, Sun } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { useStore } from '../_lib/store';
import { speak } from '../_shell/language';
import { IconButton } from '../_shell/Tip';
import { keepTheme } from '../_shell/theme';

/** The bar over a shared map: what it is called, the other language, light or dark. */
export function SharedBar({ name }: { name: string }) {
  const t = useTranslations('share');
  const shell = useTranslations('shell');
  const locale = useLocale();
  const router = useRouter();
  const theme = useStore((state) => state.theme);
  const set = useStore((state) => state.set);
  const dark = theme === 'dark';
  return (
    <header className="top">
      <span className="logo">
        {locale === 'ko' ? '자리' : 'Jari'}
        <b>.</b>
      </span>
      <span className="shared-name">{name || t('shownBy')}</span>
      <div className="top-end">
        <button
          type="button"
          className="btn ghost"
          lang={locale === 'ko' ? 'en' : 'ko'}
          onClick={() => {
            speak(locale === 'ko' ? 'en' : 'ko');
            router.refresh();
          }}
        >
          <Languages size={16} />
          {locale === 'ko' ? 'English' : '한국어'}
        </button>
        <IconButton
          label={shell(dark ? 'light' : 'dark')}
          onClick={() => keepTheme(dark ? 'light' : 'dark', (next) => set({ theme: next }))}
        >
          {dark ? <Sun size={18} /> : <Moon size={18} />}
        </IconButton>
      </div>
    </header>
  );
}
