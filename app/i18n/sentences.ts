import { CLASSIFY_SENTENCES } from './sentences-classify';
import { DETECTION_SENTENCES } from './sentences-detection';
import { FILE_SENTENCES } from './sentences-files';
import { IMAGERY_SENTENCES } from './sentences-imagery';
import { MASK_RCNN_SENTENCES } from './sentences-mask-rcnn';
import { VISION_SENTENCES } from './sentences-vision';

/**
 * The server speaks English (to programs, in the log, on the command line); the Korean page shows its sentences
 * in Korean. One table: the sentence as the server says it, `{}` for what varies, and the Korean one, `{1}`,
 * `{2}` for the same. A sentence that is not here is shown as it came. A test holds the table to the sources.
 */
export const KOREAN: readonly (readonly [english: string, korean: string])[] = [
  // Titles of lib/problems.ts
  ['The request is not right.', '요청이 올바르지 않습니다.'],
  ['A password is needed.', '비밀번호가 필요합니다.'],
  ['Not allowed.', '허용되지 않습니다.'],
  ['Not found.', '찾을 수 없습니다.'],
  ['Not possible now.', '지금은 할 수 없습니다.'],
  ['Too large.', '너무 큽니다.'],
  ['This kind of file or body cannot be read.', '읽을 수 없는 종류의 파일입니다.'],
  ['The file cannot be read.', '파일을 읽을 수 없습니다.'],
  ['Something went wrong inside.', '내부 오류가 발생했습니다.'],
  [
    'An unexpected error happened; the log of the server has the details.',
    '예상하지 못한 오류입니다. 자세한 내용은 서버 기록에 있습니다.',
  ],
  // Tables
  [
    'The file is empty; upload a table with at least one row.',
    '빈 파일입니다. 한 행 이상 있는 표를 올리십시오.',
  ],
  [
    'The file holds only blank lines; upload a table with at least one row.',
    '빈 줄만 있는 파일입니다. 한 행 이상 있는 표를 올리십시오.',
  ],
  [
    'The file has {} bytes; at most {} are allowed (MAX_UPLOAD_BYTES). Split it.',
    '파일 크기가 {1}바이트로 한도 {2}바이트를 넘습니다. 나누어 올리십시오.',
  ],
  [
    'The file is larger than the limit of {}; split it or raise the limit in the settings.',
    '파일이 한도 {1}보다 큽니다. 나누어 올리거나 설정에서 한도를 늘리십시오.',
  ],
  [
    'The table has more than {} rows, the most allowed (MAX_UPLOAD_ROWS). Split it.',
    '표의 행이 한도 {1}행을 넘습니다. 나누어 올리십시오.',
  ],
  [
    'The file is a web page or XML, even if its name ends in .xls. Open it in Excel and save it as .xlsx or CSV.',
    '이름이 .xls로 끝나더라도 웹 페이지나 XML입니다. 엑셀에서 열어 .xlsx나 CSV로 저장하십시오.',
  ],
  [
    'The file is not text: much of it are bytes of no known encoding. Upload CSV, text or .xlsx.',
    '글자 파일이 아닙니다. 알 수 없는 바이트가 많습니다. CSV, 텍스트, .xlsx를 올리십시오.',
  ],
  [
    'The file is a ZIP archive, not an Excel workbook (.xlsx). Unpack it and upload the table inside.',
    '엑셀 파일(.xlsx)이 아니라 ZIP 파일입니다. 풀어서 안의 표를 올리십시오.',
  ],
  [
    'The workbook unpacks to {} bytes, far more than a table of its size; it is not opened.',
    '통합 문서를 풀면 {1}바이트로 크기에 비해 지나치게 커서 열지 않습니다.',
  ],
  [
    'The file is an old Excel workbook (.xls) or one locked by a password, not a table. {}.',
    '오래된 엑셀 파일(.xls)이거나 비밀번호로 잠긴 파일입니다. 엑셀에서 열어 비밀번호 없이 .xlsx나 CSV로 저장하십시오.',
  ],
  ['The file is {}, not a table. {}.', '표가 아닙니다({1}). CSV, 텍스트, .xlsx를 올리십시오.'],
  [
    'The encoding "{}" is not known; use utf-8, cp949 or utf-16le.',
    '인코딩 "{1}"을(를) 알 수 없습니다. utf-8, cp949, utf-16le 중에서 고르십시오.',
  ],
  [
    'No column holds addresses or coordinates. Name it as "address"; the columns are: {}.',
    '주소나 좌표가 있는 열을 찾지 못했습니다. 열을 고르십시오: {1}.',
  ],
  [
    'The upload broke off before its end ({}); send it again.',
    '올리는 중에 연결이 끊겼습니다({1}). 다시 올리십시오.',
  ],
  [
    'There is no upload {}; it was used already or is older than a day.',
    '올린 파일이 없습니다. 이미 썼거나 하루가 지났습니다. 다시 올리십시오.',
  ],
  ['The table has {} columns. {}', '표의 열이 {1}개로 너무 많습니다. 구분 문자를 바꾸거나 열을 줄이십시오.'],
  [
    'The workbook cannot be read: {}. Open it in Excel and save it again.',
    '통합 문서를 읽을 수 없습니다({1}). 엑셀에서 열어 다시 저장하십시오.',
  ],
  [
    'The part {} of the workbook is too large; save the sheet as CSV.',
    '통합 문서의 {1} 부분이 너무 큽니다. 시트를 CSV로 저장하십시오.',
  ],
  ['The workbook has no sheet with cells.', '통합 문서에 셀이 있는 시트가 없습니다.'],
  [
    'The file cannot be opened: it is not there, is no file, or may not be read.',
    '파일을 열 수 없습니다. 없거나 읽을 권한이 없습니다.',
  ],
  ['The body is larger than the limit of {}.', '보낸 파일이 한도 {1}보다 큽니다.'],
  [
    'More than {} files in one upload; send them in several.',
    '한 번에 {1}개까지 올릴 수 있습니다. 나누어 올리십시오.',
  ],
  ['The upload has no file in it.', '올린 내용에 파일이 없습니다.'],
  ['There is no layer {}; it may have been removed.', '레이어가 없습니다. 지워졌을 수 있습니다.'],
  [
    'The layer {} cannot be brought back: it was deleted for good.',
    '레이어를 되살릴 수 없습니다. 완전히 지워졌습니다.',
  ],
  ['There is no project {}; it may have been removed.', '프로젝트가 없습니다. 지워졌을 수 있습니다.'],
  ['There is no project {} to put a layer in.', '레이어를 넣을 프로젝트가 없습니다.'],
  [
    'The project {} cannot be brought back: it was deleted for good.',
    '프로젝트를 되살릴 수 없습니다. 완전히 지워졌습니다.',
  ],
  [
    'This link leads to nothing: the map is no longer shared, or the address is not whole.',
    '이 링크로는 볼 수 있는 지도가 없습니다. 공유가 끝났거나 주소가 잘렸습니다.',
  ],
  ['This map has no layer {}.', '이 지도에 없는 레이어입니다.'],
  ['This link shows the map without its tables.', '이 링크로는 표를 볼 수 없습니다.'],
  ['This link shows the map without downloads.', '이 링크로는 내려받을 수 없습니다.'],
  [
    'The tables of this link cannot be searched: some columns are hidden.',
    '숨긴 열이 있어 이 링크의 표에서는 찾을 수 없습니다.',
  ],
  [
    'The project has {} features; an archive that opens in a browser holds at most {}. Remove layers, or download them one by one.',
    '프로젝트의 피처가 {1}개로, 브라우저로 여는 ZIP의 한도 {2}개를 넘습니다. 레이어를 줄이거나 하나씩 내려받으십시오.',
  ],
  ['A shared map is for looking.', '공유된 지도는 보기만 할 수 있습니다.'],
  ['There is no job {}.', '작업이 없습니다.'],
  ['Job {} has ended already ({}); there is nothing to cancel.', '작업이 이미 끝나서 멈출 것이 없습니다.'],
  [
    'The job ended its worker {} times; it is not tried again.',
    '작업이 {1}번 비정상으로 끝나서 다시 하지 않습니다.',
  ],
  // Base maps
  [
    'The base map of the setting BASEMAP_PMTILES is not there or may not be read.',
    'BASEMAP_PMTILES의 파일이 없거나 읽을 권한이 없습니다.',
  ],
  [
    'The base map of the setting BASEMAP_PMTILES is not a PMTiles file of version 3.',
    'BASEMAP_PMTILES의 파일이 PMTiles(버전 3)가 아닙니다.',
  ],
  [
    'The base map of the setting BASEMAP_PMTILES holds pictures, not vector tiles (MVT) of the Protomaps schema.',
    'BASEMAP_PMTILES의 파일에 벡터 타일(MVT)이 아니라 그림이 들어 있습니다. Protomaps 스키마의 파일을 지정하십시오.',
  ],
  [
    'The base map of the setting BASEMAP_PMTILES is not of the Protomaps schema: it has no layer {}.',
    'BASEMAP_PMTILES의 파일이 Protomaps 스키마가 아닙니다({1} 레이어가 없음).',
  ],
  [
    'This server has no base map file; name one in the setting BASEMAP_PMTILES.',
    '배경지도 파일이 없는 서버입니다. 설정 BASEMAP_PMTILES에 파일을 지정하십시오.',
  ],
  // Downloads
  [
    '{} holds WGS 84 longitude and latitude only (its standard says so); leave the coordinate system out or choose another format.',
    '{1}은(는) 표준에 따라 WGS 84 경위도만 담습니다. 좌표계를 비우거나 다른 형식을 고르십시오.',
  ],
  [
    '{} holds at most {} rows and there are {}; choose another format or fewer rows.',
    '{1}에는 {2}행까지 담기는데 {3}행입니다. 다른 형식을 고르거나 행을 줄이십시오.',
  ],
  [
    '{} of more than {} rows is made by a job: POST /api/layers/{}/exports.',
    '{1} 형식은 {2}행이 넘으면 작업으로 만들어 내려받습니다.',
  ],
  [
    'There is no download {}; it is not finished or older than a day.',
    '내려받을 파일이 없습니다. 아직 만드는 중이거나 하루가 지났습니다.',
  ],
  [
    '{} has a projection that .prj files have no form for; choose another coordinate system.',
    '{1}의 투영법은 .prj 파일로 나타낼 수 없습니다. 다른 좌표계를 고르십시오.',
  ],
  [
    'A Shapefile ends at 2 GB and this layer needs more; choose FlatGeobuf, fewer columns or fewer rows.',
    'Shapefile의 한도 2 GB를 넘는 레이어입니다. FlatGeobuf로 받거나 열이나 행을 줄이십시오.',
  ],
  [
    'A Shapefile holds at most {} columns of {} bytes together, and here are {} of {}; leave columns out.',
    'Shapefile에는 열 {1}개, 합해서 {2}바이트까지 담기는데 열 {3}개, {4}바이트입니다. 열을 줄이십시오.',
  ],
  [
    '{} column names were changed to fit the 10 bytes that a Shapefile has for them; fields.csv lists the full names.',
    '열 이름 {1}개를 Shapefile의 한도 10바이트에 맞추어 바꾸었습니다. 원래 이름은 fields.csv에 있습니다.',
  ],
  [
    '{} texts were cut to the {} bytes that a Shapefile has for them.',
    '글 {1}개를 Shapefile의 한도 {2}바이트로 잘랐습니다.',
  ],
  [
    'A Shapefile holds one kind of geometry, so each kind has a file of its own in the archive.',
    'Shapefile은 도형을 한 가지만 담으므로 도형마다 파일을 나누었습니다.',
  ],
  [
    '{} geometry collections were split among the files of their parts.',
    '도형 모음 {1}개를 도형별 파일로 나누었습니다.',
  ],
  [
    '{} texts were cut to the {} signs that a cell of Excel holds.',
    '글 {1}개를 Excel 셀에 들어가는 {2}자로 잘랐습니다.',
  ],
  // Faults of single rows
  [
    'The row has fewer values than there are columns; the missing ones are empty.',
    '값이 열보다 적은 행입니다. 없는 값은 비워 둡니다.',
  ],
  [
    'The row has more values than there are columns; the others are kept under names of their own.',
    '값이 열보다 많은 행입니다. 남는 값은 따로 이름을 붙여 둡니다.',
  ],
  [
    'A quote (") in the row is not closed or goes on after its end; the value is given as written.',
    '따옴표(")가 닫히지 않았거나 닫힌 뒤에 글자가 이어집니다. 값을 쓰인 그대로 둡니다.',
  ],
  [
    'Some bytes of the row are not of the encoding of the file; they are shown as \ufffd.',
    '파일의 인코딩으로 읽을 수 없는 바이트가 있어 \ufffd로 보입니다.',
  ],
  ['The row held NUL bytes; they are left out.', 'NUL 바이트를 빼고 읽었습니다.'],
  ['The row is longer than 1 MB and was cut.', '1 MB를 넘는 행이라 잘랐습니다.'],
  [
    'The rows above the header are taken for a title and left out.',
    '머리글 위의 행은 제목으로 보고 뺐습니다.',
  ],
  [
    'The encoding of the file is not sure; compare the preview.',
    '인코딩이 확실하지 않습니다. 미리보기를 확인하십시오.',
  ],
  // The table: filters, values, columns
  ['The {} is not JSON: {}.', '{1} 값이 JSON이 아닙니다({2}).'],
  ['The layer has no column "{}" to sort by.', '레이어에 정렬할 열 "{1}"이(가) 없습니다.'],
  ['The layer has no column "{}".', '레이어에 열 "{1}"이(가) 없습니다.'],
  ['Layer {} has no row {}.', '레이어에 {2}번째 행이 없습니다.'],
  [
    '"{}" is no whole number, as the column "{}" holds them (row {}). Correct it, or make the column one of text.',
    '"{1}"은(는) 정수가 아닙니다. 열 "{2}"은(는) 정수 열입니다({3}번째 행). 값을 고치거나 열을 글자 열로 바꾸십시오.',
  ],
  [
    '"{}" is no number, as the column "{}" holds them (row {}). Correct it, or make the column one of text.',
    '"{1}"은(는) 숫자가 아닙니다. 열 "{2}"은(는) 숫자 열입니다({3}번째 행). 값을 고치거나 열을 글자 열로 바꾸십시오.',
  ],
  [
    'The column "{}" is part of Jari\'s answer and is not written by hand; correct the row instead.',
    '열 "{1}"은(는) 지오코딩 결과라서 손으로 쓰지 않습니다. 행의 주소를 고치십시오.',
  ],
  [
    'The column "{}" is part of Jari\'s answer; it can only be hidden.',
    '열 "{1}"은(는) 지오코딩 결과라서 숨길 수만 있습니다.',
  ],
  [
    'A column needs a name of at least one letter, on one line.',
    '열 이름은 한 줄에 한 글자 이상이어야 합니다.',
  ],
  [
    'The layer has a column "{}" already; choose another name.',
    '"{1}" 열이 이미 있습니다. 다른 이름을 쓰십시오.',
  ],
  ['The layer has {} columns, the most there can be.', '열이 {1}개로 더 늘릴 수 없습니다.'],
  [
    'The column "{}" came with the data and is not removed; hide it instead.',
    '열 "{1}"은(는) 자료에 있던 열이라 지우지 않습니다. 숨기십시오.',
  ],
  ['No column "{}" was removed from the layer.', '지운 열 가운데 "{1}"이(가) 없습니다.'],
  [
    'Row {} holds "{}" in the column "{}", which is not such a number. Correct it first.',
    '{1}번째 행의 "{3}" 값 "{2}"은(는) 그런 숫자가 아닙니다. 먼저 고치십시오.',
  ],
  ['The layer has no column "{}" to filter by.', '레이어에 거를 열 "{1}"이(가) 없습니다.'],
  ['The condition "{}" on "{}" lacks its {}.', '열 "{2}"의 조건에 값이 빠졌습니다.'],
  [
    'The column "{}" holds numbers; "{}" is none.',
    '열 "{1}"은(는) 숫자 열입니다. "{2}"은(는) 숫자가 아닙니다.',
  ],
  // Address database
  ['There is no file in {}; nothing was changed.', '{1}에 파일이 없습니다. 바뀐 것은 없습니다.'],
  [
    'The address database is being changed by another import; try again after it.',
    '다른 작업이 주소 DB를 바꾸고 있습니다. 끝난 뒤에 다시 하십시오.',
  ],
  [
    'None of the {} files is an address file that Jari knows ({}); see the README for the products it reads.',
    '파일 {1}개 가운데 읽을 수 있는 주소 파일이 없습니다({2}).',
  ],
  [
    'There is no change file (AlterD.JUSUKR.*.TXT, rnaddrkor_mod) in what was given.',
    '변동분 파일(AlterD.JUSUKR.*.TXT, rnaddrkor_mod)이 없습니다.',
  ],
  [
    '{} ends in the middle of a row (line {}): the file is not whole. Get it again; nothing was changed.',
    '{1}이(가) {2}번째 줄 중간에서 끝납니다. 온전한 파일을 다시 받으십시오. 바뀐 것은 없습니다.',
  ],
  [
    '{} is not a whole ZIP file ({}); download it again.',
    '{1}은(는) 온전한 ZIP 파일이 아닙니다({2}). 다시 받으십시오.',
  ],
  [
    '{} could not be read to its end: {}. Get the file again.',
    '{1}을(를) 끝까지 읽지 못했습니다({2}). 다시 받으십시오.',
  ],
  [
    '{} of {} rows of {} cannot be used, most for "{}": {}',
    '{3}의 {2}행 가운데 {1}행을 쓸 수 없습니다(주로 "{4}"). 바뀐 것은 없습니다.',
  ],
  ['There is no address data set {}.', '주소 자료 {1}이(가) 없습니다.'],
  // Corrections
  [
    'Layer "{}" was not made from addresses, so there is no address to try again.',
    '"{1}" 레이어는 주소로 만든 것이 아니어서 다시 찾을 주소가 없습니다.',
  ],
  [
    '"{}" may mean several places; choose one of them.',
    '"{1}"은(는) 여러 곳일 수 있습니다. 후보 가운데에서 고르십시오.',
  ],
  ['"{}" was not found.', '"{1}"을(를) 찾지 못했습니다.'],
  [
    'Layer "{}" is still being filled; correct it afterwards.',
    '"{1}" 레이어를 아직 채우고 있습니다. 끝난 뒤에 고치십시오.',
  ],
  ['Layer "{}" has no row that failed.', '"{1}" 레이어에는 찾지 못한 행이 없습니다.'],
  ['Row {} has no correction to take back.', '{1}번째 행에는 되돌릴 수정이 없습니다.'],
  // Styles
  [
    'Layer "{}" is still being filled; duplicate it afterwards.',
    '"{1}" 레이어를 아직 채우고 있습니다. 끝난 뒤에 복제하십시오.',
  ],
  ['The column "{}" has no numbers to make classes of.', '열 "{1}"에 급간을 나눌 숫자가 없습니다.'],
  ['The layer has no column "{}" to draw with.', '레이어에 표현에 쓸 열 "{1}"이(가) 없습니다.'],
  [
    'Rule {} of the style cannot be read at character {}.',
    '스타일의 규칙 {1}을(를) {2}번째 글자부터 읽을 수 없습니다.',
  ],
  [
    'Classes need ascending breaks, one more than there are colours.',
    '급간의 경계는 오름차순이고 색보다 하나 많아야 합니다.',
  ],
  ...FILE_SENTENCES,
  ...DETECTION_SENTENCES,
  ...VISION_SENTENCES,
  ...MASK_RCNN_SENTENCES,
  ...IMAGERY_SENTENCES,
  ...CLASSIFY_SENTENCES,
];

const patterns = KOREAN.map(([english, korean]) => {
  const parts = english.split('{}').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return [new RegExp(`^${parts.join('(.+?)')}$`, 's'), korean] as const;
});

/** The server's sentence in Korean; as it came where the table has none. */
export function inKorean(sentence: string): string {
  for (const [pattern, korean] of patterns) {
    const match = pattern.exec(sentence);
    if (match) return korean.replace(/\{(\d)\}/g, (_, n) => match[Number(n)] ?? '');
  }
  return sentence;
}
