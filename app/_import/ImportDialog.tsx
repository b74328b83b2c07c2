'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Dialog } from 'radix-ui';
import { useStore } from '../_lib/store';
import { fileSets } from './file-sets';
import { ImportSteps } from './ImportSteps';

/** The only modal of the page. Closing it while a job runs leaves the job running; the list shows it. */
export function ImportDialog() {
  const t = useTranslations('import');
  const importing = useStore((state) => state.importing);
  const set = useStore((state) => state.set);
  const [first, ...rest] = fileSets(importing?.files ?? []);
  const close = () => set({ importing: rest.length > 0 ? { files: rest.flat() } : null });
  return (
    <Dialog.Root open={importing !== null} onOpenChange={(open) => !open && close()}>
      <Dialog.Portal>
        <Dialog.Overlay className="veil" />
        <Dialog.Content
          className="dialog"
          aria-describedby={undefined}
          onInteractOutside={(event) => event.preventDefault()}
        >
          {importing && (
            <ImportSteps
              key={importing.files.map(({ name, size }) => `${name} ${size}`).join()}
              files={first}
              atOnce={importing.atOnce}
              onEnd={close}
              closeButton={
                <Dialog.Close className="icon-btn" aria-label={t('close')}>
                  <X size={18} />
                </Dialog.Close>
              }
            />
          )}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
