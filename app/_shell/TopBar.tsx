'use client';

import { Ellipsis, FolderOpen, Languages, Moon, Plus, Redo2, Sun, Undo2 } from 'lucide-react';
import Link from 'next/link';
import { usePathname, useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { DropdownMenu } from 'radix-ui';
import { redo, undo, useHistory } from '../_lib/history';
import { useStore } from '../_lib/store';
import { ProjectItems } from '../_projects/ProjectItems';
import { ProjectMenu } from '../_projects/ProjectMenu';
import { SearchBox } from '../_search/SearchBox';
import { LOCALES } from '../i18n/locale';
import { HistoryButtons } from './HistoryButtons';
import { speak } from './language';
import { Chooser } from './Menu';
import { IconButton } from './Tip';
import { keepTheme } from './theme';

const LANGUAGE_NAMES = { ko: '한국어', en: 'English' };

/** The bar over every page: where one is, search on the map, language, light or dark, the main action. */
export function TopBar({ onMap = false }: { onMap?: boolean }) {
  const t = useTranslations('shell');
  const words = useTranslations('history');
  const projects = useTranslations('projects');
  const { past, future } = useHistory();
  const path = usePathname();
  const router = useRouter();
  const locale = useLocale();
  const theme = useStore((state) => state.theme);
  const set = useStore((state) => state.set);

  const places = [
    { href: '/', name: t('map') },
    { href: '/models', name: t('models') },
    { href: '/addresses', name: t('addresses') },
  ];
  const choose = (next: string) => {
    speak(next);
    router.refresh();
  };
  /** Another page is fetched when a person is about to go there: sooner, it would be in the way of the map. */
  const leadingTo = (href: string) => ({
    href,
    prefetch: false,
    onPointerEnter: () => router.prefetch(href),
    onFocus: () => router.prefetch(href),
  });
  const turn = () => keepTheme(theme === 'dark' ? 'light' : 'dark', (next) => set({ theme: next }));
  const languages = LOCALES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }));

  return (
    <header className="top">
      <Link {...leadingTo('/')} className="logo" aria-label={t('home')}>
        {locale === 'ko' ? '자리' : 'Jari'}
        <b>.</b>
      </Link>
      <nav className="tabs" aria-label={t('places')}>
        {places.map(({ href, name }) => (
          <Link key={href} {...leadingTo(href)} aria-current={path === href ? 'page' : undefined}>
            {name}
          </Link>
        ))}
      </nav>
      {onMap && <ProjectMenu />}
      {onMap && <SearchBox />}
      <div className="top-end">
        {onMap && <HistoryButtons />}
        <div className="wide top-settings">
          <Chooser
            label={t('language')}
            value={locale}
            choices={languages}
            onChoose={choose}
            className="btn ghost"
          >
            <Languages size={16} />
            {LANGUAGE_NAMES[locale as keyof typeof LANGUAGE_NAMES]}
          </Chooser>
          <IconButton label={t(theme === 'dark' ? 'light' : 'dark')} onClick={turn}>
            {theme === 'dark' ? <Sun size={18} /> : <Moon size={18} />}
          </IconButton>
        </div>
        <DropdownMenu.Root modal={false}>
          <DropdownMenu.Trigger className="icon-btn narrow" aria-label={t('menu')}>
            <Ellipsis size={20} />
          </DropdownMenu.Trigger>
          <DropdownMenu.Portal>
            <DropdownMenu.Content className="menu" sideOffset={4} collisionPadding={8}>
              {onMap && (
                <DropdownMenu.Sub>
                  <DropdownMenu.SubTrigger className="menu-item">
                    <FolderOpen size={16} /> {projects('title')}
                  </DropdownMenu.SubTrigger>
                  <DropdownMenu.Portal>
                    {/* Over the menu it comes from: a phone has no room beside it. */}
                    <DropdownMenu.SubContent className="menu" sideOffset={-140} collisionPadding={8}>
                      <ProjectItems />
                    </DropdownMenu.SubContent>
                  </DropdownMenu.Portal>
                </DropdownMenu.Sub>
              )}
              {places.map(({ href, name }) => (
                <DropdownMenu.Item key={href} asChild className="menu-item">
                  <Link {...leadingTo(href)}>{name}</Link>
                </DropdownMenu.Item>
              ))}
              {onMap && (
                <>
                  <div className="menu-separator" />
                  <DropdownMenu.Item
                    className="menu-item"
                    disabled={past.length === 0}
                    onSelect={() => void undo()}
                  >
                    <Undo2 size={16} /> {words('undo')}
                  </DropdownMenu.Item>
                  <DropdownMenu.Item
                    className="menu-item"
                    disabled={future.length === 0}
                    onSelect={() => void redo()}
                  >
                    <Redo2 size={16} /> {words('redo')}
                  </DropdownMenu.Item>
                </>
              )}
              <div className="menu-separator" />
              {languages.map(({ value, label }) => (
                <DropdownMenu.Item key={value} className="menu-item" onSelect={() => choose(value)}>
                  {label}
                </DropdownMenu.Item>
              ))}
              <div className="menu-separator" />
              <DropdownMenu.Item className="menu-item" onSelect={turn}>
                {t(theme === 'dark' ? 'light' : 'dark')}
              </DropdownMenu.Item>
            </DropdownMenu.Content>
          </DropdownMenu.Portal>
        </DropdownMenu.Root>
        {onMap && (
          <button type="button" className="btn wide" onClick={() => set({ dialog: 'share' })}>
            {projects('share')}
          </button>
        )}
        {onMap && (
          <button type="button" className="btn primary" onClick={() => set({ importing: { files: [] } })}>
            <Plus size={18} />
            <span className="wide">{t('add')}</span>
            <span className="hidden-visually narrow">{t('add')}</span>
          </button>
        )}
      </div>
    </header>
  );
}
