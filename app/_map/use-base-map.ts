import type { ErrorEvent, MapSourceDataEvent, StyleSpecification } from 'maplibre-gl';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { useStore } from '../_lib/store';
import { baseMapOf } from './base-maps';
import { OwnMapFault } from './base-maps/faults';
import { offline } from './base-maps/offline';
import { quietened } from './base-maps/quiet';
import { MARK } from './sources';

type MapLibreMap = import('maplibre-gl').Map;

const INVALID = /^(layers|sources|sprite|glyphs|light|terrain|sky|projection|font-faces|state)\b[^ ]*: /;

/** The next style with the user's sources and layers, which stay while the base map under them changes. */
function keepLayers(before: StyleSpecification | undefined, next: StyleSpecification): StyleSpecification {
  const kept = Object.entries(before?.sources ?? {}).filter(
    ([id]) => id.startsWith(MARK) || (id === 'world-fine' && id in next.sources),
  );
  return {
    ...next,
    sources: { ...next.sources, ...Object.fromEntries(kept) },
    layers: [...next.layers, ...(before?.layers ?? []).filter(({ id }) => id.startsWith(MARK))],
  };
}

/**
 * Draws the chosen base map. One that cannot be had is said once, in the words of the page, and the offline map
 * is drawn until it is tried again (`baseMapTry`), another is chosen, or the network is back.
 */
export function useBaseMap(map: MapLibreMap | null, locale: string): void {
  const t = useTranslations('baseMap');
  const theme = useStore((state) => state.theme);
  const config = useStore((state) => state.config);
  const id = useStore((state) => state.baseMap ?? state.config.basemap ?? 'offline');
  const own = useStore((state) => state.ownBaseMap);
  const quiet = useStore((state) => state.quietBaseMap);
  const attempt = useStore((state) => state.baseMapTry);

  useEffect(() => {
    if (!map) return;
    let stale = false;
    const { set, say } = useStore.getState();
    const choice = { theme, locale, origin: window.location.origin, config, own };
    const baseMap = baseMapOf(id, config);
    set({ baseMapFault: null });

    const draw = (style: StyleSpecification) =>
      map.setStyle(quiet ? quietened(style, theme) : style, { transformStyle: keepLayers });
    const fallBack = async (error?: unknown) => {
      const fault = error instanceof OwnMapFault ? t(`fault.${error.code}`, error.values) : t('fault.tiles');
      set({ baseMapFault: fault });
      say(`${fault} ${t('offlineInstead')}`, { tone: 'bad' });
      const style = await offline.style(choice);
      if (!stale) draw(style);
    };

    // Tiles fail one by one. Whether all do is known when the map has nothing left to wait for.
    const failed = new Set<string>();
    const loaded = new Set<string>();
    let told = baseMap === offline;
    const mark = ({ sourceId, tile, coord }: MapSourceDataEvent & { coord?: unknown }) => {
      if ((tile || coord) && !sourceId.startsWith(MARK)) loaded.add(sourceId);
    };
    const judge = () => {
      if (stale || told || failed.size === 0) return;
      told = true;
      if (![...failed].some((source) => loaded.has(source))) return void fallBack();
      set({ baseMapFault: t('fault.someTiles') });
      say(t('fault.someTiles'), { tone: 'bad' });
    };
    const fail = (event: ErrorEvent & { sourceId?: string }) => {
      if (told || event.sourceId?.startsWith(MARK)) return;
      if (!event.sourceId) {
        // A style that MapLibre refuses is named by the place in it: layers[3].paint.
        if (!INVALID.test(event.error.message)) return;
        told = true;
        return void fallBack(new OwnMapFault('invalid', { where: event.error.message }));
      }
      failed.add(event.sourceId);
      map.once('idle', judge);
    };

    baseMap.style(choice).then(
      (style) => {
        if (stale) return;
        map.on('error', fail as (event: ErrorEvent) => void);
        map.on('sourcedata', mark);
        draw(style);
        if (attempt > 0) for (const source of Object.keys(style.sources)) map.refreshTiles(source);
      },
      (error) => (stale ? undefined : fallBack(error)),
    );
    return () => {
      stale = true;
      map.off('error', fail as (event: ErrorEvent) => void);
      map.off('sourcedata', mark);
      map.off('idle', judge);
    };
  }, [map, theme, locale, config, id, own, quiet, attempt, t]);

  useEffect(() => {
    const again = () => {
      const { baseMapFault, retryBaseMap } = useStore.getState();
      if (baseMapFault) retryBaseMap();
    };
    addEventListener('online', again);
    return () => removeEventListener('online', again);
  }, []);
}
