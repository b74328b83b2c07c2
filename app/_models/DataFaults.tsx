'use client';

import type { Shortcoming } from './types';
import { useLabWords } from './use-lab-words';

/** What was left out of one's own data set, file by file. */
export function DataFaults({ count, faults }: { count: number; faults: Shortcoming[] }) {
  const { t, locale, number } = useLabWords();
  if (count === 0) return null;
  const reason = (text: string) => (locale === 'ko' ? inKorean(text) : text);
  return (
    <details className="data-faults">
      <summary>{t('faults', { n: number(count) })}</summary>
      <ul>
        {faults.map((fault) => {
          const [path, text] = 'path' in fault ? [fault.path, fault.reason] : [fault.file, fault.detail];
          return (
            <li key={`${path} ${text}`}>
              <code>{path}</code> {reason(text)}
            </li>
          );
        })}
      </ul>
      {count > faults.length && (
        <p className="muted small">{t('moreFaults', { n: number(count - faults.length) })}</p>
      )}
    </details>
  );
}

/** Reasons of lib/vision/datasets/images/layout.ts and add.ts. */
const REASONS: [RegExp, string][] = [
  [/^is no image$/, '이미지가 아닙니다.'],
  [/^lies in no folder of a class$/, '분류 폴더 안에 있지 않습니다.'],
  [/^cannot be read as an image .*$/s, '이미지로 읽을 수 없습니다.'],
  [/^names the file "(.*)", which is not there$/, '"$1" 파일이 없습니다.'],
  [/^gives no label for "(.*)"$/, '"$1"의 분류가 비었습니다.'],
  [/^names "(.*)" once more$/, '"$1"이(가) 두 번 나옵니다.'],
  [/^is not named in (.*)$/, '$1에 없습니다.'],
];

function inKorean(reason: string): string {
  const found = REASONS.find(([pattern]) => pattern.test(reason));
  return found ? reason.replace(...found) : reason;
}
