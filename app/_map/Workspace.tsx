'use client';

import { Layers, Upload } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useCallback, useEffect } from 'react';
import { useAskedSample } from '../_classify/use-asked-sample';
import { DetectPanel } from '../_imagery/DetectPanel';
import { areImage } from '../_imagery/files';
import { beginDraft, useDraft } from '../_imagery/store';
import { ImportDialog } from '../_import/ImportDialog';
import { useFileDrop } from '../_import/use-file-drop';
import { Inspector } from '../_layers/Inspector';
import { LayerList } from '../_layers/LayerList';
import { PhoneSheet } from '../_layers/PhoneSheet';
import { loadLayers, loadSurroundings, removeLayer } from '../_lib/actions';
import { whenConnectionLost } from '../_lib/api';
import { noteLost } from '../_lib/connection';
import { historyKey } from '../_lib/history';
import { useHotkeys, useIsPhone, useWindowHeight } from '../_lib/hooks';
import { saveOnLeaving } from '../_lib/saving';
import { selectedLayer, useStore } from '../_lib/store';
import { useWords } from '../_lib/use-words';
import { Dialogs } from '../_projects/Dialogs';
import { type FirstProject, followView, openFirst } from '../_projects/projects';
import { IconButton } from '../_shell/Tip';
import { TopBar } from '../_shell/TopBar';
import { TableDrawer } from '../_table/TableDrawer';
import { Legend } from './Legend';
import { MapControls } from './MapControls';
import { MapView } from './MapView';

/** A link says where to look; asked before the map writes its own view there. */
const openedAtView = typeof location !== 'undefined' && location.hash.includes('map=');

/** The map page: the map, and the cards that float over it. @param first what came with the page */
export function Workspace({ first }: { first?: FirstProject }) {
  const t = useTranslations('workspace');
  const phone = useIsPhone();
  const panels = useStore((state) => state.panels);
  const phoneTab = useStore((state) => state.phoneTab);
  const tableHeight = useStore((state) => state.tableHeight);
  const height = useWindowHeight();
  const lost = useStore((state) => state.lost);
  const layer = useStore(selectedLayer);
  const set = useStore((state) => state.set);
  const showPanel = useStore((state) => state.showPanel);

  useWords();
  useAskedSample();

  useEffect(() => {
    void useStore.persist.rehydrate();
    whenConnectionLost(noteLost);
    const stop = followView();
    addEventListener('focus', loadLayers);
    addEventListener('pagehide', saveOnLeaving);
    return () => {
      stop();
      removeEventListener('focus', loadLayers);
      removeEventListener('pagehide', saveOnLeaving);
    };
  }, []);

  // At first, and each time the line is back: what could not be had is asked for again.
  const recovered = useStore((state) => state.recovered);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the line coming back that counts
  useEffect(() => {
    void loadSurroundings();
    if (useStore.getState().project) void loadLayers();
    else void openFirst(openedAtView, recovered === 0 ? first : undefined);
  }, [recovered]);

  const draft = useDraft((state) => state.files);
  const dropping = useFileDrop(
    useCallback(
      (files: File[]) => (areImage(files) ? void beginDraft(files) : set({ importing: { files } })),
      [set],
    ),
  );

  useHotkeys(
    useCallback(
      (event: KeyboardEvent) => {
        const state = useStore.getState();
        if (event.key === 'Escape') state.set({ feature: null, marker: null });
        if (event.key === 'Delete' && layer) void removeLayer(layer, t('removed', { name: layer.name }));
        historyKey(event);
      },
      [layer, t],
    ),
  );

  const inspector = panels.inspector && layer !== undefined && !draft;
  const table = panels.table && layer !== undefined;
  const tall = table && height - tableHeight < 430;
  const style = phone
    ? { '--sheet': phoneTab || draft ? 'max(160px, 45dvh - var(--top))' : '48px' }
    : { '--drawer': table ? `${tableHeight + 16}px` : '0px' };

  return (
    <div className={`workspace ${tall ? 'tall-table' : ''}`} style={style as React.CSSProperties}>
      <TopBar onMap />
      <main>
        <h1 className="hidden-visually">{t('heading')}</h1>
        <MapView />
        <MapControls />
        <Legend />
        {lost && (
          <p className="notice warn map-lost" role="alert">
            {t('lost')}
          </p>
        )}
        {phone ? (
          draft ? (
            <div className="sheet">
              <DetectPanel files={draft} />
            </div>
          ) : (
            <PhoneSheet />
          )
        ) : (
          <>
            {panels.layers ? (
              <LayerList />
            ) : (
              <div className="panel-reopen card">
                <IconButton label={t('showLayers')} onClick={() => showPanel('layers', true)}>
                  <Layers size={18} />
                </IconButton>
              </div>
            )}
            {inspector && <Inspector layer={layer} />}
            {draft && <DetectPanel files={draft} />}
            {table && <TableDrawer layer={layer} key={layer.id} />}
          </>
        )}
      </main>
      {dropping && (
        <div className="drop-hint">
          <Upload size={36} />
          {t('drop')}
        </div>
      )}
      <ImportDialog />
      <Dialogs />
    </div>
  );
}
