/** Sentences of lib/vision: Mask R-CNN and detectors. */
export const MASK_RCNN_SENTENCES: readonly (readonly [english: string, korean: string])[] = [
  ['{}: {} of the package is not the expected file.', '{1}: 패키지의 {2} 파일이 예상한 것과 다릅니다.'],
  ['There is no backbone "{}"; known are {}.', '백본 "{1}"이(가) 없습니다. 쓸 수 있는 것은 {2}입니다.'],
  [
    'The loss became {} in step {} (epoch {}): a lower learning rate may help.',
    '{2}단계({3}에폭)에서 손실이 {1}이(가) 되었습니다. 학습률을 낮추면 나아질 수 있습니다.',
  ],
  [
    '{} is the checkpoint of another network ({}); choose another folder.',
    '{1}은(는) 다른 신경망의 체크포인트입니다({2}). 다른 폴더를 고르십시오.',
  ],
  [
    'There is no trained Mask R-CNN in {}: it lacks {}.',
    '{1}에 학습된 Mask R-CNN이 없습니다. {2} 파일이 없습니다.',
  ],
  ['The weights of {} are missing: {}/{}.', '{1}의 가중치가 없습니다: {2}/{3}.'],
  [
    "{} cannot be used as a detector: {}. Expected is torchvision's maskrcnn_resnet50_fpn as it exports it: one image [3, height, width] or [1, 3, height, width] of 0 to 1 in; boxes, labels, scores and masks out.",
    '{1}은(는) 탐지 모델로 쓸 수 없습니다: {2}. torchvision의 maskrcnn_resnet50_fpn을 내보낸 형태여야 합니다. 입력은 0에서 1까지의 영상 하나([3, 높이, 너비] 또는 [1, 3, 높이, 너비]), 출력은 boxes, labels, scores, masks입니다.',
  ],
  [
    '"{}" is no name for a model: letters, digits, . _ - are.',
    '"{1}"은(는) 모델 이름으로 쓸 수 없습니다. 영문자, 숫자, . _ -만 쓸 수 있습니다.',
  ],
  ['The list of labels is empty.', '이름표 목록이 비어 있습니다.'],
  [
    'There is a model "{}" already; give another name.',
    '모델 "{1}"이(가) 이미 있습니다. 다른 이름을 주십시오.',
  ],
];
