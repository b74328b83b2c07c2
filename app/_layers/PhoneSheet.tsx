'use client';

import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { type PhoneTab, selectedLayer, useStore } from '../_lib/store';
import { TableDrawer } from '../_table/TableDrawer';
import { Inspector } from './Inspector';
import { LayerList } from './LayerList';

/** On a phone: one sheet with tabs instead of three cards. A second touch on the open tab folds it away. */
export function PhoneSheet() {
  const t = useTranslations('workspace');
  const tab = useStore((state) => state.phoneTab);
  const layer = useStore(selectedLayer);
  const set = useStore((state) => state.set);
  const tabs: { id: PhoneTab; name: string; off: boolean }[] = [
    { id: 'layers', name: t('tabLayers'), off: false },
    { id: 'inspector', name: t('tabStyle'), off: !layer },
    { id: 'table', name: t('tabTable'), off: !layer },
  ];
  const feature = useStore((state) => state.feature);
  useEffect(() => {
    if (feature) set({ phoneTab: 'inspector' });
  }, [feature, set]);
  const open = layer ? tab : tab && 'layers';
  return (
    <section className="sheet" aria-label={t('sheet')}>
      <div className="sheet-tabs" role="tablist">
        {tabs.map(({ id, name, off }) => (
          <button
            key={id}
            type="button"
            role="tab"
            aria-selected={open === id}
            disabled={off}
            onClick={() => set({ phoneTab: open === id ? null : id })}
          >
            {name}
          </button>
        ))}
      </div>
      {open === 'layers' && <LayerList />}
      {open === 'inspector' && layer && <Inspector layer={layer} />}
      {open === 'table' && layer && <TableDrawer layer={layer} key={layer.id} />}
    </section>
  );
}
