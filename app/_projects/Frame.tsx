'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Dialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { useStore } from '../_lib/store';

interface FrameProps {
  title: string;
  children: ReactNode;
  /** Buttons at the foot. */
  foot?: ReactNode;
}

/** The frame of a dialog about the project. */
export function Frame({ title, children, foot }: FrameProps) {
  const t = useTranslations('shell');
  const set = useStore((state) => state.set);
  return (
    <Dialog.Root open onOpenChange={(open) => !open && set({ dialog: null })}>
      <Dialog.Portal>
        <Dialog.Overlay className="veil" />
        <Dialog.Content className="dialog small-dialog" aria-describedby={undefined}>
          <div className="dialog-head">
            <div>
              <Dialog.Title asChild>
                <h2>{title}</h2>
              </Dialog.Title>
            </div>
            <Dialog.Close className="icon-btn" aria-label={t('close')}>
              <X size={18} />
            </Dialog.Close>
          </div>
          <div className="dialog-body">{children}</div>
          <div className="dialog-foot">{foot}</div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
