/** Sentences of data sets of images with masks and of their evaluation. */
export const DETECTION_SENTENCES: readonly (readonly [english: string, korean: string])[] = [
  [
    "The mask's text is not COCO's run lengths (letter {}).",
    '마스크의 글자열이 COCO 형식이 아닙니다({1}번째 글자).',
  ],
  [
    "The mask's runs cover {} pixels, the image has {} x {} = {}.",
    '마스크가 {1}화소를 나타내는데 이미지는 {2} x {3} = {4}화소입니다.',
  ],
  ['There is no folder or file {}.', '{1} 폴더나 파일이 없습니다.'],
  [
    '{} is neither a folder nor a ZIP file of images and annotations.',
    '{1}은(는) 이미지와 주석이 든 폴더나 ZIP 파일이 아닙니다.',
  ],
  [
    '{} unpacks to more than is allowed (MAX_UNPACKED_BYTES), or shrinks as no images do; it is not opened.',
    '{1}은(는) 풀면 한도(MAX_UNPACKED_BYTES)를 넘거나 이미지답지 않게 압축되어 있어 열지 않습니다.',
  ],
  [
    'The data set has no category {}; it has {}.',
    '데이터 세트에 분류 {1}이(가) 없습니다. {2}이(가) 있습니다.',
  ],
  ['No image of {} can be used ({}): {}', '{1}에서 쓸 수 있는 이미지가 없습니다({2}): {3}.'],
  [
    '{} holds no data set: expected is one of {}.',
    '{1}에 데이터 세트가 없습니다. 다음 가운데 하나여야 합니다: {2}.',
  ],
  ['The image cannot be decoded ({}).', '이미지를 읽을 수 없습니다({1}).'],
  ['The mask cannot be decoded ({}).', '마스크를 읽을 수 없습니다({1}).'],
  [
    'The image has {} x {} pixels, its annotation is for {} x {}.',
    '이미지는 {1} x {2}화소인데 주석은 {3} x {4}화소용입니다.',
  ],
  ['The file is not JSON ({}).', 'JSON 파일이 아닙니다({1}).'],
  ['There is no image for this mask ({}.png or .jpg).', '이 마스크의 이미지가 없습니다({1}.png 또는 .jpg).'],
  [
    'There is no mask for this image; it is left out.',
    '이 이미지의 마스크가 없습니다. 이 이미지는 쓰지 않습니다.',
  ],
  [
    'The mask has more than {} different values; one an object is expected, without smoothed edges.',
    '마스크에 값이 {1}가지보다 많습니다. 대상마다 값이 하나여야 하고 가장자리가 흐리지 않아야 합니다.',
  ],
  ['Annotation {} is of image {}, which is not listed.', '주석 {1}의 이미지 {2}이(가) 목록에 없습니다.'],
  ['The image {} is not there.', '이미지 {1}이(가) 없습니다.'],
  ['{} finds {}; the data set has {}.', '{1}은(는) {2}을(를) 찾는데 데이터 세트에는 {3}이(가) 있습니다.'],
  [
    'A polygon has the coordinate {}, far outside the image of {} x {}.',
    '다각형의 좌표 {1}이(가) {2} x {3} 이미지에서 너무 멉니다.',
  ],
  [
    'The experiment needs at least 2 images with objects, one to train on and one not; the data set has {}.',
    '실험에는 대상이 있는 이미지가 두 장 이상 있어야 합니다(학습용과 시험용). 데이터 세트에는 {1}장이 있습니다.',
  ],
];
