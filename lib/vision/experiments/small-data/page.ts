import { escaped, htmlPage, wide } from '../../pages/html';
import type { Figures } from './figures';
import { SEEN_BEFORE, type SmallDataReport, type Stage } from './report';

const percent = (share: number) => `${(100 * share).toFixed(0)} %`;
const ap = (value: number | null) => (value === null ? '–' : value.toFixed(3));

const figures = (f: Figures) =>
  [
    f.detections.toFixed(f.images > 1 ? 1 : 0),
    percent(f.best_score),
    f.mean_iou.toFixed(2),
    ap(f.box_AP),
    ap(f.mask_AP),
  ]
    .map((cell) => `<td>${cell}</td>`)
    .join('');

function row(stage: Stage): string {
  const before = SEEN_BEFORE.find(({ epoch }) => epoch === stage.epoch);
  const seen = before
    ? `<td>${before.detections ?? ''}</td><td>${percent(before.best_score)}</td>`
    : '<td></td><td></td>';
  return `<tr><th scope="row">${stage.epoch}</th><td>${stage.loss.toFixed(3)}</td>${figures(stage.trained)}${figures(stage.unseen)}${seen}</tr>`;
}

/** What the first and the last stage show beside the article, in both languages. */
function differences({ stages, data }: SmallDataReport): { ko: string[]; en: string[] } {
  const first = stages[0]!;
  const last = stages.at(-1)!;
  const falls = last.trained.detections < first.trained.detections;
  return {
    ko: [
      `학습 전(0에폭)에는 학습 이미지에서 ${first.trained.detections}개를 찾고 최고 점수는 ${percent(first.trained.best_score)}입니다. 글에서는 100개, 약 50 %였습니다. 학습하지 않은 분류기의 점수는 우연히 나온 값이므로 사람일 확률이 아닙니다.`,
      `${last.epoch}에폭 뒤에는 학습 이미지에서 ${last.trained.detections}개를 찾고 최고 점수는 ${percent(last.trained.best_score)}입니다. 글에서는 손실이 줄어도 점수가 27–33 %에 머물렀습니다.`,
      `글은 학습에 쓴 이미지 한 장으로만 시험했습니다. 여기서는 학습하지 않은 ${data.unseen}장에서도 재며, ${last.epoch}에폭 뒤 마스크 AP는 ${ap(last.unseen.mask_AP)}, 상자 AP는 ${ap(last.unseen.box_AP)}입니다. 학습 이미지의 값과 차이가 클수록 외운 것입니다.`,
      falls
        ? '검출 수가 줄어드는 것은 같은 사람을 여러 번 찾던 상자와 배경의 상자가 없어지기 때문이며, 점수와 함께 보아야 합니다.'
        : '검출 수만으로는 잘 찾는지 알 수 없습니다. AP와 IoU를 함께 보십시오.',
    ],
    en: [
      `Before training (epoch 0) ${first.trained.detections} objects are found in the training image, the best with ${percent(first.trained.best_score)}; the article had 100 at about 50 %. The score of an untrained classifier is chance, no probability of a person.`,
      `After ${last.epoch} epochs ${last.trained.detections} are found in it, the best with ${percent(last.trained.best_score)}. In the article scores stayed at 27 to 33 % though the loss fell.`,
      `The article tried one image only, one it had trained on. Here images that were not trained on (${data.unseen}) are measured too: after ${last.epoch} epochs mask AP ${ap(last.unseen.mask_AP)}, box AP ${ap(last.unseen.box_AP)}. The further the training image is above them, the more was learnt by heart.`,
      falls
        ? 'Fewer detections mean that boxes found twice and boxes of background have gone; read them together with the scores.'
        : 'The number of detections alone does not say how well objects are found: read AP and IoU beside it.',
    ],
  };
}

const list = (sentences: readonly string[]) => `<ul>${sentences.map((s) => `<li>${s}</li>`).join('')}</ul>`;

/** The experiment as one page beside strip.png and loss.svg. */
export function smallDataPage(report: SmallDataReport): string {
  const { ko, en } = differences(report);
  const { train, unseen } = report.data;
  const shown = { trained: escaped(report.data.shown.trained), unseen: escaped(report.data.shown.unseen) };
  const columns = [
    '검출 수<br>detections',
    '최고 점수<br>best score',
    '평균 IoU<br>mean IoU',
    '상자 AP<br>box AP',
    '마스크 AP<br>mask AP',
  ];
  const head = columns.map((column) => `<th scope="col">${column}</th>`).join('');
  const table = `<table>
<thead>
<tr><th rowspan="2" scope="col">에폭<br>epoch</th><th rowspan="2" scope="col">손실<br>loss</th><th colspan="5" scope="colgroup">학습 이미지 1장<br>one training image</th><th colspan="5" scope="colgroup">학습하지 않은 ${unseen}장<br>images not trained on</th><th colspan="2" scope="colgroup">글의 값<br>the article</th></tr>
<tr>${head}${head}<th scope="col">검출 수<br>detections</th><th scope="col">최고 점수<br>best score</th></tr>
</thead>
<tbody>
${report.stages.map(row).join('\n')}
</tbody>
</table>`;
  return htmlPage(
    '적은 데이터로 학습하기 · Training on little data',
    `<h1>적은 데이터로 학습하기 <span lang="en">· Training on little data</span></h1>
<p>이미지와 마스크 ${train}장으로 Mask R-CNN을 학습하고, 학습 이미지 한 장(${shown.trained})과 학습하지 않은 ${unseen}장에서 시험했습니다. 학습 한 번이 모든 에폭을 지나갑니다. 시드 ${report.seed}, ${report.runtime}, ${(report.seconds / 60).toFixed(1)}분.</p>
<p lang="en">Mask R-CNN trained on ${train} images with masks, tried on one of them (${shown.trained}) and on ${unseen} it was not trained on. One run passes all epoch counts. Seed ${report.seed}, ${report.runtime}, ${(report.seconds / 60).toFixed(1)} minutes.</p>
<h2>수치 <span lang="en">· Figures</span></h2>
${wide('수치 · Figures', table)}
<h2>글과 다른 점 <span lang="en">· How this differs from the article</span></h2>
${list(ko)}
<div lang="en">${list(en)}</div>
<h2>그림 <span lang="en">· Pictures</span></h2>
<p>위는 학습 이미지(${shown.trained}), 아래는 학습하지 않은 이미지(${shown.unseen})입니다. <span lang="en">Above the training image, below one not trained on.</span></p>
${wide('그림 · Pictures', '<img src="strip.png" alt="에폭별 검출 결과 · Detections by epoch">')}
<h2>손실 <span lang="en">· Loss</span></h2>
<img src="loss.svg" alt="에폭별 손실 · Loss by epoch" width="720">`,
  );
}
