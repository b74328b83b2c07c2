/** Sentences about files of features, their faults and coordinate systems; see sentences.ts. */
export const FILE_SENTENCES: readonly (readonly [english: string, korean: string])[] = [
  // Coordinate systems
  [
    'The file does not say its coordinate system; name it as "crs". The coordinates would fit: {}.',
    '파일에 좌표계가 적혀 있지 않습니다. 좌표계를 고르십시오. 맞는 좌표계: {1}.',
  ],
  [
    'The file does not say its coordinate system; name it as "crs".',
    '파일에 좌표계가 적혀 있지 않습니다. 좌표계를 고르십시오.',
  ],
  [
    'The coordinate system "{}" cannot be used: {}; give its EPSG code or proj4 string instead.',
    '좌표계 "{1}"을(를) 쓸 수 없습니다({2}). EPSG 코드나 proj4 문자열로 고르십시오.',
  ],
  [
    '{} is not a coordinate system known here; give its proj4 string instead.',
    '{1}은(는) 알 수 없는 좌표계입니다. proj4 문자열로 적으십시오.',
  ],
  [
    '"{}" is not a coordinate system: expected an EPSG code (EPSG:5179), CRS84, KATEC or a proj4 string.',
    '"{1}"은(는) 좌표계가 아닙니다. EPSG 코드(EPSG:5179), CRS84, KATEC, proj4 문자열 중 하나로 적으십시오.',
  ],
  ['The proj4 string "{}" cannot be used: {}.', 'proj4 문자열 "{1}"을(를) 쓸 수 없습니다({2}).'],
  [
    'The coordinates are not the degrees of longitude and latitude that the format wants; choose their system.',
    '좌표가 이 형식이 요구하는 경위도가 아닙니다. 좌표계를 고르십시오.',
  ],
  [
    'There is no .prj file, so the file does not say its coordinate system.',
    '.prj 파일이 없어 좌표계를 알 수 없습니다.',
  ],
  [
    '{} names its coordinate system after its features; choose the system by hand.',
    '{1}의 좌표계가 지물 뒤에 적혀 있습니다. 좌표계를 직접 고르십시오.',
  ],
  [
    'The coordinate system of the file cannot be known: {}. Reproject it to WGS 84.',
    '파일의 좌표계를 알 수 없습니다({1}). 좌표계를 고르십시오.',
  ],
  // Files
  [
    '{} unpacks to more than is allowed (MAX_UNPACKED_BYTES), or shrinks as no file of features does; it is not opened.',
    '{1}을(를) 풀면 한도(MAX_UNPACKED_BYTES)를 넘거나 정상 파일로 보이지 않아 열지 않았습니다.',
  ],
  [
    '{} has {} bytes, more than a file of its kind has.',
    '{1}은(는) {2}바이트로 이런 종류의 파일보다 큽니다.',
  ],
  [
    '{} is TopoJSON, which is not read; save it as GeoJSON.',
    '{1}은(는) TopoJSON이라 읽을 수 없습니다. GeoJSON으로 저장하십시오.',
  ],
  ['{} is JSON but not GeoJSON: its "type" is {}.', '{1}은(는) GeoJSON이 아닌 JSON입니다("type": {2}).'],
  [
    '{} ends within its JSON, after {} whole features: it is cut off. Get the file again.',
    '{1}이(가) 지물 {2}개 뒤에서 끊겼습니다. 온전한 파일을 다시 받으십시오.',
  ],
  ['{} holds a single object that is too large to read.', '{1}에 너무 큰 객체가 있어 읽을 수 없습니다.'],
  [
    '{} goes on after its first object. One object a line is no GeoJSON but a sequence: name it .geojsonl.',
    '{1}에 첫 객체 뒤로 내용이 더 있습니다. 한 줄에 하나씩 적은 파일이면 이름을 .geojsonl로 바꾸십시오.',
  ],
  [
    '{} is not whole JSON: something is wrong outside of its features.',
    '{1}은(는) 온전한 JSON이 아닙니다. 지물 밖에 잘못이 있습니다.',
  ],
  [
    '{} is not UTF-8: a wrong byte follows byte {}. Save it as UTF-8.',
    '{1}이(가) UTF-8이 아닙니다({2}바이트 뒤). UTF-8로 저장하십시오.',
  ],
  [
    '{} is not whole XML: {} (line {}). Get the file again.',
    '{1}은(는) 온전한 XML이 아닙니다({3}번째 줄: {2}). 다시 받으십시오.',
  ],
  [
    '{} is shorter than the header of a shapefile. Get the file again.',
    '{1}이(가) Shapefile의 머리 부분보다 짧습니다. 다시 받으십시오.',
  ],
  [
    '{} does not begin as a shapefile does. Get the file again.',
    '{1}은(는) Shapefile이 아니거나 손상되었습니다. 다시 받으십시오.',
  ],
  ['{} holds shapes of {}, which are not read.', '{1}의 도형 종류({2})는 읽을 수 없습니다.'],
  [
    '{} is damaged: record {} says it has {} bytes. Get the file again.',
    '{1}이(가) 손상되었습니다({2}번째 레코드). 다시 받으십시오.',
  ],
  [
    '{} ends within record {}, at byte {}: it is cut off. Get the file again.',
    '{1}이(가) {2}번째 레코드({3}바이트)에서 끊겼습니다. 다시 받으십시오.',
  ],
  [
    '{} ends within record {} of {}: it is cut off. Get the file again.',
    '{1}이(가) 레코드 {3}개 가운데 {2}번째에서 끊겼습니다. 다시 받으십시오.',
  ],
  ['{} is no dBase table: {}. Get the file again.', '{1}은(는) dBase 표가 아닙니다({2}). 다시 받으십시오.'],
  [
    '{} is no whole FlatGeobuf file: {}. Get the file again.',
    '{1}은(는) 온전한 FlatGeobuf 파일이 아닙니다({2}). 다시 받으십시오.',
  ],
  ['There is no .dbf file, so the shapes have no attributes.', '.dbf 파일이 없어 속성이 없습니다.'],
  [
    'The .cpg file names an encoding that is not known ("{}").',
    '.cpg 파일의 인코딩("{1}")을 알 수 없습니다.',
  ],
  [
    'There is no .shp file beside {}; give the .shp, .dbf and .prj files together.',
    '{1}과(와) 함께 .shp 파일이 없습니다. .shp, .dbf, .prj 파일을 함께 주십시오.',
  ],
  ['The ZIP holds no file of a known format ({}).', 'ZIP에 읽을 수 있는 파일이 없습니다({1}).'],
  ['The ZIP is empty.', 'ZIP이 비어 있습니다.'],
  ['There is no "{}" in the upload; there are: {}.', '올린 파일에 "{1}"이(가) 없습니다. 있는 것: {2}.'],
  [
    'These files are no set of one map file; send one table at a time.',
    '한 벌의 지도 파일이 아닙니다. 표는 하나씩 올리십시오.',
  ],
  [
    'The file has more than {} features, the most allowed (MAX_UPLOAD_ROWS). Split it.',
    '지물이 한도 {1}개(MAX_UPLOAD_ROWS)를 넘습니다. 나누어 올리십시오.',
  ],
  [
    'The features have more than {} different attributes. Leave some out.',
    '속성의 종류가 {1}가지를 넘습니다. 줄여서 올리십시오.',
  ],
  // Faults of geometries
  [
    'The ring is not closed: its last position must equal its first.',
    '고리가 닫히지 않았습니다. 끝점이 첫 점과 같아야 합니다.',
  ],
  ['A ring has fewer than 4 positions.', '고리의 점이 4개보다 적습니다.'],
  ['A ring has at least 4 positions, the last equal to the first.', '고리의 점이 4개보다 적습니다.'],
  ['A line has fewer than two positions.', '선의 점이 2개보다 적습니다.'],
  ['A line has at least two positions.', '선의 점이 2개보다 적습니다.'],
  ['A coordinate is not a number.', '숫자가 아닌 좌표가 있습니다.'],
  ['A number is expected here.', '숫자가 있어야 할 자리입니다.'],
  [
    'A position has at least two numbers: longitude, latitude.',
    '좌표는 경도와 위도, 두 개 이상의 숫자여야 합니다.',
  ],
  [
    'An array is expected here: the coordinates of a {} are nested {} deep.',
    '배열이 있어야 할 자리입니다({1}의 좌표는 {2}겹입니다).',
  ],
  ['An object is expected here.', '객체가 있어야 할 자리입니다.'],
  [
    'The exterior ring is clockwise; it should be counter-clockwise.',
    '바깥 고리가 시계 방향입니다. 반시계 방향이어야 합니다.',
  ],
  [
    'The hole is counter-clockwise; it should be clockwise.',
    '구멍이 반시계 방향입니다. 시계 방향이어야 합니다.',
  ],
  [
    'The hole lies outside the first ring, which must be the exterior.',
    '구멍이 첫 고리 밖에 있습니다. 첫 고리는 바깥 고리여야 합니다.',
  ],
  [
    'Two neighbouring positions are more than 180 degrees apart: a line across the antimeridian should be cut there.',
    '이웃한 두 점이 180도 넘게 떨어져 있습니다. 날짜 변경선을 지나면 거기서 나누어야 합니다.',
  ],
  [
    'More than 7 decimals of a degree (1 cm) are false precision.',
    '소수점 아래 7자리(1 cm)를 넘는 좌표는 지나친 정밀도입니다.',
  ],
  ['The position has {} numbers; 3 are the most.', '좌표의 숫자가 {1}개입니다. 3개까지 쓸 수 있습니다.'],
  ['The longitude {} is beyond 180 degrees.', '경도 {1}이(가) 180도를 넘습니다.'],
  [
    'The latitude {} is beyond 90 degrees{}.',
    '위도 {1}이(가) 90도를 넘습니다. 좌표의 순서는 경도, 위도입니다.',
  ],
  ['The latitude {} is beyond 90 degrees.', '위도 {1}이(가) 90도를 넘습니다.'],
  ['The bbox does not hold all that it stands for.', 'bbox가 내용을 다 담지 못합니다.'],
  ['A bbox is an array of 4 or 6 numbers.', 'bbox는 숫자 4개나 6개의 배열이어야 합니다.'],
  ['The member "{}" is missing.', '"{1}"이(가) 없습니다.'],
  ['A {} must not have a member "{}".', '{1}에 "{2}"이(가) 있으면 안 됩니다.'],
  ['{} is not one of the nine types of GeoJSON.', '{1}은(는) GeoJSON의 종류가 아닙니다.'],
  [
    'A GeometryCollection in another should be avoided.',
    'GeometryCollection 안에 GeometryCollection이 있습니다.',
  ],
  ['All its geometries are of type {}: {} is better.', '모두 {1}인 GeometryCollection입니다.'],
  ['The text begins with a byte order mark.', '바이트 순서 표시(BOM)로 시작합니다.'],
  ['This is not JSON: {}.', 'JSON이 아닙니다({1}).'],
  ['WKT: expected {} at character {}, found "{}".', 'WKT의 {2}번째 글자가 잘못되었습니다("{3}").'],
  ['WKT: expected {} at character {}, where it ends.', 'WKT가 {2}번째 글자에서 끊겼습니다.'],
  ['And {} more like these.', '같은 것이 {1}건 더 있습니다.'],
];
