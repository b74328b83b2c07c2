'use client';

import { Check, Pencil, Plus, Printer, Share2, SquareArrowOutUpRight, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { DropdownMenu } from 'radix-ui';
import { useStore } from '../_lib/store';
import { useProjectName } from './name';
import { newProject, openProject, removeProject } from './projects';

/** Lists longer than this are for scrolling. */
const SHOWN = 30;

/** The entries of the project menu: the projects, and what can be done with the open one. */
export function ProjectItems() {
  const t = useTranslations('projects');
  const nameOf = useProjectName();
  const project = useStore((state) => state.project);
  const projects = useStore((state) => state.projects);
  const set = useStore((state) => state.set);
  if (!project) return null;
  // The menu gives the focus back when it closes; a dialog opens after that.
  const dialog = (name: 'rename' | 'share' | 'print' | 'export') => () =>
    setTimeout(() => set({ dialog: name }));
  return (
    <>
      <DropdownMenu.RadioGroup value={project.id} onValueChange={(id) => void openProject(id)}>
        {projects.slice(0, SHOWN).map((one) => (
          <DropdownMenu.RadioItem key={one.id} value={one.id} className="menu-item">
            <span className="project-item">{nameOf(one)}</span>
            <span className="muted small">{t('layers', { n: one.layers })}</span>
            <DropdownMenu.ItemIndicator>
              <Check size={16} />
            </DropdownMenu.ItemIndicator>
          </DropdownMenu.RadioItem>
        ))}
      </DropdownMenu.RadioGroup>
      <DropdownMenu.Item className="menu-item" onSelect={() => void newProject()}>
        <Plus size={16} /> {t('new')}
      </DropdownMenu.Item>
      <DropdownMenu.Separator className="menu-separator" />
      <DropdownMenu.Item className="menu-item" onSelect={dialog('rename')}>
        <Pencil size={16} /> {t('rename')}
      </DropdownMenu.Item>
      <DropdownMenu.Item className="menu-item" onSelect={dialog('share')}>
        <Share2 size={16} /> {t('share')}
      </DropdownMenu.Item>
      <DropdownMenu.Item className="menu-item" onSelect={dialog('print')}>
        <Printer size={16} /> {t('print')}
      </DropdownMenu.Item>
      <DropdownMenu.Item className="menu-item" onSelect={dialog('export')}>
        <SquareArrowOutUpRight size={16} /> {t('export')}
      </DropdownMenu.Item>
      <DropdownMenu.Separator className="menu-separator" />
      <DropdownMenu.Item
        className="menu-item danger"
        onSelect={() => void removeProject(project, t('removed', { name: nameOf(project) }))}
      >
        <Trash2 size={16} /> {t('remove')}
      </DropdownMenu.Item>
    </>
  );
}
