import type { Theme } from '../_lib/store';

const KEY = 'jari-theme';

/** Runs before the first paint, so that a dark page never flashes white. */
export const themeScript = `(()=>{let t=null;try{t=localStorage.getItem('${KEY}')}catch{}
document.documentElement.dataset.theme=t||(matchMedia('(prefers-color-scheme: dark)').matches?'dark':'light')})()`;

export function keepTheme(theme: Theme, then: (theme: Theme) => void): void {
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Storage may be refused; the choice then lasts as long as the page.
  }
  then(theme);
}

/** Follows the system until a person has chosen. @returns a function that stops following */
export function followSystemTheme(then: (theme: Theme) => void): () => void {
  const query = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    let chosen: string | null = null;
    try {
      chosen = localStorage.getItem(KEY);
    } catch {
      // as if nothing had been chosen
    }
    const theme: Theme = (chosen as Theme | null) ?? (query.matches ? 'dark' : 'light');
    document.documentElement.dataset.theme = theme;
    then(theme);
  };
  apply();
  query.addEventListener('change', apply);
  return () => query.removeEventListener('change', apply);
}
