'use client';

import { ClassifyDialog } from '../_classify/ClassifyDialog';
import { useStore } from '../_lib/store';
import { PrintDialog } from '../_print/PrintDialog';
import { ExportDialog } from './ExportDialog';
import { RenameDialog } from './RenameDialog';
import { ShareDialog } from './ShareDialog';

/** The dialogs of the open project; at most one is open. */
export function Dialogs() {
  const project = useStore((state) => state.project);
  const dialog = useStore((state) => state.dialog);
  if (!project) return null;
  return (
    <>
      {dialog === 'rename' && <RenameDialog project={project} />}
      {dialog === 'export' && <ExportDialog project={project} />}
      {dialog === 'print' && <PrintDialog project={project} />}
      {dialog === 'share' && <ShareDialog project={project} />}
      {dialog === 'classify' && <ClassifyDialog project={project} />}
    </>
  );
}
