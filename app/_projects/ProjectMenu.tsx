'use client';

import { ChevronDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { DropdownMenu } from 'radix-ui';
import { useSaving } from '../_lib/saving';
import { useStore } from '../_lib/store';
import { useProjectName } from './name';
import { ProjectItems } from './ProjectItems';
import { loadProjects } from './projects';

/** Whether all that was done has reached the server. */
function SavedLine() {
  const t = useTranslations('projects');
  const busy = useSaving(({ running, waiting }) => running + waiting > 0);
  const lost = useStore((state) => state.lost);
  return (
    <span className="saved muted small" role="status">
      {t(lost && busy ? 'unsaved' : busy ? 'saving' : 'saved')}
    </span>
  );
}

/** The open project's name, beside the logo: the others, and what can be done with it. */
export function ProjectMenu() {
  const t = useTranslations('projects');
  const nameOf = useProjectName();
  const project = useStore((state) => state.project);
  if (!project) return null;
  const name = nameOf(project);
  return (
    <div className="project wide">
      <DropdownMenu.Root modal={false} onOpenChange={(open) => open && void loadProjects()}>
        <DropdownMenu.Trigger className="btn ghost project-name" aria-label={t('menu', { name })}>
          <span>{name}</span>
          <ChevronDown size={14} />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className="menu" align="start" sideOffset={4} collisionPadding={8}>
            <ProjectItems />
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      <SavedLine />
    </div>
  );
}
