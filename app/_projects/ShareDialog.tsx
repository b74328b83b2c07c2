'use client';

import { Check, Copy, ExternalLink } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { sentenceOf } from '../_lib/actions';
import { api } from '../_lib/api';
import { useStore } from '../_lib/store';
import type { Project, ShareOptions } from '../_lib/types';
import { Frame } from './Frame';

const SIZES = ['640 × 400', '800 × 500', '100 % × 480'] as const;

function frameCode(address: string, size: (typeof SIZES)[number], title: string): string {
  const [width, height] = size.split(' × ').map((text) => text.replace(' ', ''));
  const safe = title.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  return `<iframe src="${address}" title="${safe}" width="${width}" height="${height}" style="border:0" loading="lazy"></iframe>`;
}

/** A line to copy: a link, or the code of a frame. */
function Copyable({ label, text }: { label: string; text: string }) {
  const t = useTranslations('share');
  const id = useId();
  const [done, setDone] = useState(false);
  const copy = async () => {
    const field = document.getElementById(id) as HTMLInputElement;
    field.select();
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      document.execCommand('copy'); // pages without https have no clipboard of the new kind
    }
    setDone(true);
    setTimeout(() => setDone(false), 2000);
  };
  return (
    <div className="copyable">
      <label htmlFor={id}>{label}</label>
      <div>
        <input id={id} className="field" readOnly value={text} onFocus={(event) => event.target.select()} />
        <button type="button" className="btn" onClick={() => void copy()}>
          {done ? <Check size={16} /> : <Copy size={16} />}
          {t(done ? 'copied' : 'copy')}
        </button>
      </div>
    </div>
  );
}

/** Making a link for looking only, what it allows, the code for other sites' pages, and taking it back. */
export function ShareDialog({ project }: { project: Project }) {
  const t = useTranslations('share');
  const set = useStore((state) => state.set);
  const hidden = useStore((state) => state.layers.filter(({ visible }) => !visible).length);
  const [size, setSize] = useState<(typeof SIZES)[number]>(SIZES[1]);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState('');
  const { share } = project;

  const change = async (call: () => Promise<Project>, before = project) => {
    setBusy(true);
    setFault('');
    try {
      set({ project: { ...(await call()), view: project.view } });
    } catch (error) {
      set({ project: before });
      setFault(sentenceOf(error));
    } finally {
      setBusy(false);
    }
  };
  const allow = async (options: ShareOptions) => {
    if (share) set({ project: { ...project, share: { ...share, options } } }); // at once; taken back when refused
    await change(() => api.shareProject(project.id, options), project);
  };
  const page = share && `${location.origin}/s/${share.token}`;

  return (
    <Frame
      title={t('title')}
      foot={
        share ? (
          <>
            <button
              type="button"
              className="btn danger"
              disabled={busy}
              onClick={() => void change(() => api.unshareProject(project.id))}
            >
              {t('end')}
            </button>
            <a className="btn primary" href={page!} target="_blank" rel="noreferrer">
              <ExternalLink size={16} />
              {t('open')}
            </a>
          </>
        ) : (
          <button
            type="button"
            className="btn primary"
            disabled={busy}
            onClick={() => void allow({ table: false, download: false })}
          >
            {t('make')}
          </button>
        )
      }
    >
      {fault && (
        <p className="notice" role="alert">
          {fault}
        </p>
      )}
      <p>{t(share ? 'isShared' : 'about')}</p>
      {hidden > 0 && <p className="muted small">{t('hidden', { n: hidden })}</p>}
      {share && (
        <>
          <Copyable label={t('link')} text={page!} />
          <fieldset className="share-options">
            <legend>{t('allowed')}</legend>
            {(['table', 'download'] as const).map((name) => (
              <label key={name}>
                <input
                  type="checkbox"
                  checked={share.options[name]}
                  onChange={(event) => void allow({ ...share.options, [name]: event.target.checked })}
                />
                {t(name)}
              </label>
            ))}
          </fieldset>
          <Copyable
            label={t('embed')}
            text={frameCode(`${location.origin}/embed/${share.token}`, size, project.name || 'Jari')}
          />
          <fieldset className="share-sizes">
            <legend>{t('size')}</legend>
            {SIZES.map((one) => (
              <button
                key={one}
                type="button"
                className="chip"
                aria-pressed={one === size}
                onClick={() => setSize(one)}
              >
                {one}
              </button>
            ))}
          </fieldset>
          <p className="muted small">{t('endNote')}</p>
        </>
      )}
    </Frame>
  );
}
