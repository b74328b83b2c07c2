'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useStore } from '../_lib/store';
import type { Project } from '../_lib/types';
import { Frame } from './Frame';
import { renameProject } from './projects';

export function RenameDialog({ project }: { project: Project }) {
  const t = useTranslations('projects');
  const set = useStore((state) => state.set);
  const [name, setName] = useState(project.name);
  const finish = () => {
    set({ dialog: null });
    if (name.trim() !== project.name) void renameProject(project, name.trim());
  };
  return (
    <Frame
      title={t('rename')}
      foot={
        <button type="button" className="btn primary" onClick={finish}>
          {t('ok')}
        </button>
      }
    >
      <input
        className="field"
        // biome-ignore lint/a11y/noAutofocus: the dialog is for typing this
        autoFocus
        value={name}
        placeholder={t('unnamed')}
        aria-label={t('name')}
        maxLength={200}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && !event.nativeEvent.isComposing && finish()}
      />
    </Frame>
  );
}
