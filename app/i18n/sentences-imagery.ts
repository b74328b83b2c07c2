/** Sentences of lib/imagery: image files and where they lie. */
export const IMAGERY_SENTENCES: readonly (readonly [english: string, korean: string])[] = [
  [
    '{} is no image that is read here: PNG, JPEG, WebP, TIFF and GeoTIFF are.',
    '{1}은(는) 읽을 수 있는 영상이 아닙니다. PNG, JPEG, WebP, TIFF, GeoTIFF를 읽습니다.',
  ],
  ['{} cannot be read: {}.', '{1}을(를) 읽을 수 없습니다: {2}.'],
  ['The TIFF file cannot be read: {}.', 'TIFF 파일을 읽을 수 없습니다: {1}.'],
  [
    'The TIFF file has colours of a kind that is not read here (photometric {}); save it as RGB.',
    '읽을 수 없는 색 방식의 TIFF 파일입니다(photometric {1}). RGB로 저장하십시오.',
  ],
  [
    'The TIFF file keeps its pixels in one piece too large to unpack; save it with tiles (gdal_translate -co TILED=YES).',
    'TIFF 파일의 화소가 한 덩어리로 되어 있어 풀기에 너무 큽니다. 타일로 나누어 저장하십시오(gdal_translate -co TILED=YES).',
  ],
  [
    'There is no tile {}/{}/{}: at zoom {} both go from 0 to {}.',
    '{1}/{2}/{3} 타일은 없습니다. {4} 배율에서는 둘 다 0부터 {5}까지입니다.',
  ],
  [
    'Four corners are needed, each a longitude and a latitude in degrees.',
    '모서리 네 개가 필요하며, 각각 경도와 위도를 도 단위로 적습니다.',
  ],
  [
    'A corner lies beyond the map: latitudes go to 85.05° (longitude comes first).',
    '지도를 벗어난 모서리가 있습니다. 위도는 85.05°까지입니다(경도를 먼저 적습니다).',
  ],
  [
    'The four corners make no convex shape; give top left, top right, bottom right, bottom left of the image, in this order.',
    '네 모서리가 볼록한 모양을 이루지 않습니다. 영상의 왼쪽 위, 오른쪽 위, 오른쪽 아래, 왼쪽 아래 순서로 적으십시오.',
  ],
  [
    'At least {} control points are needed; there are {}.',
    '기준점이 {1}개 이상 필요합니다. 지금은 {2}개입니다.',
  ],
  [
    'The control points lie on one line; add one beside it.',
    '기준점이 한 줄 위에 있습니다. 그 밖의 기준점을 더하십시오.',
  ],
  [
    'A control point has a pixel x, y and a longitude and latitude in degrees, in this order.',
    '기준점은 화소 x, y와 경도, 위도(도 단위)를 이 순서로 적습니다.',
  ],
  [
    'The file of control points must begin with mapX,mapY,sourceX,sourceY,enable as QGIS writes it.',
    '기준점 파일은 QGIS가 적는 대로 mapX,mapY,sourceX,sourceY,enable로 시작해야 합니다.',
  ],
  ['Line {} of the control points has no four numbers.', '기준점 파일의 {1}번째 줄에 숫자 네 개가 없습니다.'],
  [
    'The control points do not say in which coordinate system they are; name it as "crs".',
    '기준점이 어느 좌표계인지 적혀 있지 않습니다. "crs"로 알려 주십시오.',
  ],
  [
    'The world file must have six numbers, one a line; it has not.',
    '월드 파일에는 한 줄에 하나씩 숫자 여섯 개가 있어야 하는데 그렇지 않습니다.',
  ],
  [
    'The world file gives pixels no size; check its first four lines.',
    '월드 파일에 적힌 화소의 크기가 0입니다. 앞의 네 줄을 확인하십시오.',
  ],
  [
    'The image says where it lies, but not in which coordinate system; name it as "crs". It would fit: {}.',
    '영상에 위치는 있지만 좌표계가 없습니다. "crs"로 알려 주십시오. 맞을 만한 것: {1}.',
  ],
  [
    'The image says where it lies, but not in which coordinate system; name it as "crs".',
    '영상에 위치는 있지만 좌표계가 없습니다. "crs"로 알려 주십시오.',
  ],
  ['The image cannot be placed by {}: {}.', '영상을 {1}(으)로 놓을 수 없습니다: {2}.'],
  [
    'The image says that its pixels have no size; place it by four corners.',
    '영상에 적힌 화소의 크기가 0입니다. 네 모서리로 위치를 정하십시오.',
  ],
  [
    'The area of interest is no GeoJSON polygon, nor features that are.',
    '관심 구역이 GeoJSON 다각형이 아닙니다. 다각형이나 다각형 피처를 주십시오.',
  ],
  [
    'The side of a window is a whole number of pixels from {} to {}.',
    '창 한 변은 {1}부터 {2}까지의 화소 수(정수)입니다.',
  ],
  [
    'The image would be looked at in more than {} windows; choose a larger "window".',
    '영상을 {1}개가 넘는 창으로 보게 됩니다. 더 큰 "window"를 고르십시오.',
  ],
  [
    'Say what to look at: an "upload" or an "image", one of them.',
    '무엇을 볼지 "upload"와 "image" 가운데 하나만 알려 주십시오.',
  ],
  [
    '"min_score" is a number from 0 to 1, not {}.',
    '"min_score"는 0부터 1까지의 숫자입니다. {1}은(는) 아닙니다.',
  ],
  ['"{}" must be a number, not "{}".', '"{1}"은(는) 숫자여야 합니다. "{2}"은(는) 아닙니다.'],
];
