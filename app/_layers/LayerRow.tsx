'use client';

import {
  ArrowDown,
  ArrowUp,
  Copy,
  Ellipsis,
  Eye,
  EyeOff,
  MapPinPen,
  Paintbrush,
  PaintRoller,
  Pencil,
  Search,
  Table2,
  Trash2,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import { DropdownMenu } from 'radix-ui';
import { Fragment, useState } from 'react';
import { startCorrecting } from '../_correct/store';
import { duplicateLayer, moveLayer, removeLayer, renameLayer, showLayer } from '../_lib/actions';
import { lackingOf, outcomes } from '../_lib/counts';
import { useFigures } from '../_lib/hooks';
import { useStore } from '../_lib/store';
import type { Layer } from '../_lib/types';
import { IconButton } from '../_shell/Tip';
import { copyStyle, pasteStyle, useCopiedStyle } from '../_style/copy';
import { LayerHandle } from './LayerHandle';
import { LayerProgress } from './LayerProgress';

interface LayerRowProps {
  layer: Layer;
  first: boolean;
  last: boolean;
}

/** One layer of the list: its symbol, name and counts, shown or not, and what can be done with it. */
export function LayerRow({ layer, first, last }: LayerRowProps) {
  const t = useTranslations('layers');
  const { number } = useFigures();
  const outcomeName = useTranslations('outcome');
  const style = useTranslations('style');
  const canPaste = useCopiedStyle() !== null;
  const selected = useStore((state) => state.selected === layer.id);
  const { select, showPanel, flyTo } = useStore.getState();
  const [renaming, setRenaming] = useState(false);

  const parts = outcomes(layer);

  const finish = (name: string | null) => {
    setRenaming(false);
    if (name && name !== layer.name) void renameLayer(layer.id, name);
  };
  const choose = () => {
    select(layer.id);
    if (!selected) showPanel('inspector', true);
  };
  const zoom = () => layer.extent && flyTo(layer.extent);
  const remove = () => void removeLayer(layer, t('removed', { name: layer.name }));

  return (
    <li
      className={`layer ${layer.visible ? '' : 'off'}`}
      data-layer={layer.id}
      data-selected={selected || undefined}
    >
      <LayerHandle layer={layer} />
      {renaming ? (
        <input
          className="field"
          // biome-ignore lint/a11y/noAutofocus: the person has just asked to type here
          autoFocus
          defaultValue={layer.name}
          aria-label={t('rename')}
          maxLength={200}
          onFocus={(event) => event.target.select()}
          onBlur={(event) => finish(event.target.value.trim())}
          onKeyDown={(event) => {
            if (event.key === 'Enter') finish(event.currentTarget.value.trim());
            if (event.key === 'Escape') finish(null);
          }}
        />
      ) : (
        <button
          type="button"
          className="layer-main"
          aria-pressed={selected}
          onClick={choose}
          onDoubleClick={() => setRenaming(true)}
          onKeyDown={(event) => event.key === 'F2' && setRenaming(true)}
        >
          <span className="layer-name">
            <span>{layer.name}</span>
            <span className="muted">{number(layer.counts.rows)}</span>
          </span>
          {layer.state === 'ready' && (
            <small>
              {parts.length === 0 && t(layer.source.classes ? 'found' : 'rows', { n: layer.counts.rows })}
              {parts.map(({ outcome, count }, index) => (
                <Fragment key={outcome}>
                  <span>
                    {outcomeName(outcome)} {number(count)}
                    {index < parts.length - 1 && ' ·'}
                  </span>{' '}
                </Fragment>
              ))}
            </small>
          )}
        </button>
      )}
      <IconButton
        label={t(layer.visible ? 'hideLayer' : 'showLayer', { name: layer.name })}
        onClick={() => void showLayer(layer.id, !layer.visible)}
      >
        {layer.visible ? <Eye size={17} /> : <EyeOff size={17} />}
      </IconButton>
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger className="icon-btn" aria-label={t('menu', { name: layer.name })}>
          <Ellipsis size={17} />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content
            className="menu"
            align="end"
            collisionPadding={8}
            onCloseAutoFocus={(event) => renaming && event.preventDefault()}
          >
            <DropdownMenu.Item className="menu-item" onSelect={zoom} disabled={!layer.extent}>
              <Search size={16} /> {t('zoom')}
            </DropdownMenu.Item>
            <DropdownMenu.Item
              className="menu-item"
              onSelect={() => {
                select(layer.id);
                showPanel('table', true);
              }}
            >
              <Table2 size={16} /> {t('table')}
            </DropdownMenu.Item>
            {lackingOf(layer) > 0 && (
              <DropdownMenu.Item className="menu-item" onSelect={() => void startCorrecting(layer.id)}>
                <MapPinPen size={16} /> {t('correct', { n: lackingOf(layer) })}
              </DropdownMenu.Item>
            )}
            <DropdownMenu.Item className="menu-item" onSelect={() => setTimeout(() => setRenaming(true))}>
              <Pencil size={16} /> {t('rename')}
            </DropdownMenu.Item>
            <DropdownMenu.Item
              className="menu-item"
              disabled={first}
              onSelect={() => void moveLayer(layer.id, -1)}
            >
              <ArrowUp size={16} /> {t('up')}
            </DropdownMenu.Item>
            <DropdownMenu.Item
              className="menu-item"
              disabled={last}
              onSelect={() => void moveLayer(layer.id, 1)}
            >
              <ArrowDown size={16} /> {t('down')}
            </DropdownMenu.Item>
            <DropdownMenu.Separator className="menu-separator" />
            <DropdownMenu.Item
              className="menu-item"
              disabled={layer.state !== 'ready'}
              onSelect={() => void duplicateLayer(layer, t('copyOf', { name: layer.name }))}
            >
              <Copy size={16} /> {t('duplicate')}
            </DropdownMenu.Item>
            <DropdownMenu.Item
              className="menu-item"
              onSelect={() => {
                copyStyle(layer);
                useStore.getState().say(style('copied'));
              }}
            >
              <Paintbrush size={16} /> {style('copy')}
            </DropdownMenu.Item>
            {canPaste && (
              <DropdownMenu.Item className="menu-item" onSelect={() => pasteStyle(layer)}>
                <PaintRoller size={16} /> {style('paste')}
              </DropdownMenu.Item>
            )}
            <DropdownMenu.Separator className="menu-separator" />
            <DropdownMenu.Item className="menu-item danger" onSelect={remove}>
              <Trash2 size={16} /> {t('remove')}
            </DropdownMenu.Item>
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      {layer.state === 'filling' && <LayerProgress layerId={layer.id} />}
    </li>
  );
}
