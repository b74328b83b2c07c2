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
];
