import { curves } from '../pages/curves';
import { escaped, htmlPage, wide } from '../pages/html';
import type { ClassifierCard } from './card';
import type { ClassifierEpoch } from './train';

const percent = (share: number) => `${(100 * share).toFixed(2)} %`;

const count = (images: number) => images.toLocaleString('en');

const head = (cells: readonly string[]) =>
  `<thead><tr>${cells.map((cell) => `<th scope="col">${cell}</th>`).join('')}</tr></thead>`;

function perClass({ figures, classes_ko: names }: ClassifierCard): string {
  const rows = figures.per_class.map(
    ({ label, precision, recall, count }, i) =>
      `<tr><th scope="row">${escaped(both(names[i]!, label))}</th><td>${percent(precision)}</td><td>${percent(recall)}</td><td>${count}</td></tr>`,
  );
  const columns = ['분류<br>class', '정밀도<br>precision', '재현율<br>recall', '이미지<br>images'];
  return `<table>${head(columns)}<tbody>${rows.join('\n')}</tbody></table>`;
}

const both = (ko: string, en: string) => (ko === en ? en : `${ko} · ${en}`);

/** Rows are the truth, columns the answer; the more of a class's images a cell has, the darker. */
function confusion({ figures, classes, classes_ko: names }: ClassifierCard): string {
  const rows = figures.confusion.map((row, truth) => {
    const total = Math.max(1, figures.per_class[truth]!.count);
    const cells = row.map((count, answer) => {
      const colour = answer === truth ? '30 100 220' : '220 70 30';
      return `<td style="background: rgb(${colour} / ${(0.7 * Math.sqrt(count / total)).toFixed(2)})">${count}</td>`;
    });
    return `<tr><th scope="row">${escaped(both(names[truth]!, classes[truth]!))}</th>${cells.join('')}</tr>`;
  });
  return `<table>${head(['정답 \\ 답<br>truth \\ answer', ...classes.map(escaped)])}<tbody>${rows.join('\n')}</tbody></table>`;
}

/** A finished training as a page: losses and accuracy by epoch, precision, recall and confusion of the test images. */
export function classifierPage(card: ClassifierCard, epochs: readonly ClassifierEpoch[]): string {
  const { name, figures, data, command } = card;
  const numbers = epochs.map(({ epoch }) => epoch);
  const losses = [
    { name: 'training', values: epochs.map(({ loss }) => loss) },
    { name: 'test', values: epochs.map(({ test_loss: loss }) => loss) },
  ];
  const accuracy = [{ name: 'accuracy, %', values: epochs.map((epoch) => 100 * epoch.accuracy) }];
  const each = figures.seconds_per_epoch.toFixed(2);
  return htmlPage(
    `${name}: ${percent(figures.accuracy)}`,
    `<h1>${escaped(name)}: ${percent(figures.accuracy)}</h1>
<p>${escaped(data.title)} ${count(data.train)}장으로 ${figures.epochs}에폭 학습하고, 학습하지 않은 ${count(data.test)}장에서 시험했습니다. 에폭마다 ${each}초, ${escaped(figures.runtime)}.</p>
<p lang="en">Trained for ${figures.epochs} epochs on ${count(data.train)} images of ${escaped(data.title)}, tested on ${count(data.test)} others. ${each} s an epoch, ${escaped(figures.runtime)}.</p>
<p><code>${escaped(command)}</code></p>
<h2>손실 <span lang="en">· Loss</span></h2>
${curves(losses, numbers, { title: 'Loss by epoch', scale: 'logarithmic' })}
<h2>정확도 <span lang="en">· Accuracy</span></h2>
${curves(accuracy, numbers, { title: 'Accuracy by epoch', scale: 'linear' })}
<h2>분류별 <span lang="en">· By class</span></h2>
${wide('분류별 · By class', perClass(card))}
<h2>혼동 행렬 <span lang="en">· Confusion matrix</span></h2>
${wide('혼동 행렬 · Confusion matrix', confusion(card))}`,
  );
}
