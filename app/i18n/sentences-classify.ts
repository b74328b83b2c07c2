/** Sentences of lib/vision/classify-image: images cut into chips, and samples of data sets. */
export const CLASSIFY_SENTENCES: readonly (readonly [english: string, korean: string])[] = [
  [
    'Size and stride of the grid must be whole numbers of pixels from 1.',
    '격자의 크기와 간격은 1 이상의 화소 정수여야 합니다.',
  ],
  [
    'The image has {} x {} pixels: not one chip of {} x {} fits in.',
    '영상이 {1} x {2}화소여서 {3} x {4} 조각이 하나도 들어가지 않습니다.',
  ],
  [
    'The grid would have {} x {} chips, more than the limit of {}; choose a larger stride.',
    '격자가 {1} x {2}조각이 되어 한도 {3}조각을 넘습니다. 간격을 늘리십시오.',
  ],
  [
    'The data set has {} images, fewer than {} x {}.',
    '데이터 세트의 영상이 {1}개로 {2} x {3}개보다 적습니다.',
  ],
  [
    'Corners are eight numbers, longitude and latitude of the top left, top right, bottom right and bottom left corner; or four, of the top left and the bottom right.',
    '모서리는 왼쪽 위, 오른쪽 위, 오른쪽 아래, 왼쪽 아래의 경도와 위도인 숫자 여덟 개이거나, 왼쪽 위와 오른쪽 아래인 네 개입니다.',
  ],
  [
    'The model {} was not made for {}: its classes are {}.',
    '모델 {1}은(는) {2}용이 아닙니다. 이 모델의 분류 항목은 {3}입니다.',
  ],
  [
    'Say what to classify: a "sample", an "upload" or an "image", one of them.',
    '무엇을 분류할지 "sample", "upload", "image" 가운데 하나로 정하십시오.',
  ],
  ['Say which "model" is to classify the image.', '영상을 분류할 모델을 "model"로 정하십시오.'],
  [
    'The image does not say where it lies: give its corners or its tile.',
    '영상에 위치가 적혀 있지 않습니다. 모서리나 타일을 지정하십시오.',
  ],
  ['There is no image {}; it may have been removed.', '{1} 영상이 없습니다. 삭제되었을 수 있습니다.'],
  ['There is no tile {}/{}/{}.', '{1}/{2}/{3} 타일이 없습니다.'],
  ['Layer {} has no image under it.', '{1} 레이어에는 깔린 영상이 없습니다.'],
  ['"{}" must be a whole number from 1, not "{}".', '"{1}"은(는) 1 이상의 정수여야 하는데 "{2}"입니다.'],
  [
    '"tile" is z/x/y, as 15/27941/12689; not "{}".',
    '"tile"은 15/27941/12689처럼 z/x/y로 적습니다. "{1}"은(는) 아닙니다.',
  ],
  ['More than {} features lie in the image.', '영상 안에 객체가 {1}개보다 많습니다.'],
  ['None of the features of the layer lies in the image.', '레이어의 객체가 하나도 영상 안에 있지 않습니다.'],
];
