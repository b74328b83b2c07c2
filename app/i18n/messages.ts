import type { Locale } from './locale';

/** A file a language under messages/<locale>/, named as the first argument of `useTranslations`. */
export const NAMESPACES = [
  'addressReason',
  'addressTitle',
  'addressesPage',
  'answer',
  'answerValue',
  'archive',
  'baseMap',
  'classify',
  'correct',
  'download',
  'editions',
  'failure',
  'feature',
  'figures',
  'history',
  'imagery',
  'import',
  'importFile',
  'inspector',
  'lab',
  'layers',
  'legend',
  'map',
  'measure',
  'ogc',
  'outcome',
  'position',
  'print',
  'progress',
  'projects',
  'rule',
  'search',
  'share',
  'shell',
  'step',
  'style',
  'table',
  'workspace',
] as const;

/** All words of a language by namespace. */
export async function messagesOf(locale: Locale): Promise<Record<string, Record<string, unknown>>> {
  const files = await Promise.all(NAMESPACES.map((name) => import(`./messages/${locale}/${name}.json`)));
  return Object.fromEntries(NAMESPACES.map((name, i) => [name, files[i].default]));
}
