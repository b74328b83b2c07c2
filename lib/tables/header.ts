/** Names that columns of address tables go by; a cell that is one of them is a header. */
const KNOWN =
  /^(?:no|id|fid|gid|x|y|lat|lon|lng|long|name|title|address|addr|street|number|city|state|region|zip|zipcode|postcode|postal_?code|country|district|unit|phone|tel|type|date|note|memo|hash|latitude|longitude|번호|연번|순번|구분|이름|명칭|성명|상호|전화|비고|위도|경도|주소|시도|시군구|읍면동|동|리|우편번호|도로명|지번|본번|부번|건물명|좌표.*)$/i;
const KNOWN_END =
  /(?:주소|소재지|번호|이름|명칭|[가-힣]명|코드|좌표|위도|경도|전화|일자|날짜|여부|구분|종류|유형|위치|address|_id|name)$/i;

const LONGEST_NAME = 60;

const isKnown = (cell: string) => {
  if (cell.length > LONGEST_NAME) return false;
  const name = cell.replace(/\(.*?\)|\[.*?\]|\s/g, '');
  return name.length <= 30 && !/\d{2}/.test(name) && (KNOWN.test(name) || KNOWN_END.test(name));
};

const hasDigit = (text: string) => /\d/.test(text);

/**
 * Whether the first row of a table names its columns: it holds known names, or, without any digit itself,
 * stands above columns of values with digits. Of plain lines only a known name is a header: the first line
 * may be a place without a number, and a header taken for data does less harm than a lost row.
 */
export function looksLikeHeader(rows: readonly string[][], kind: 'table' | 'lines' = 'table'): boolean {
  const [first, ...data] = rows;
  if (!first) return false;
  const cells = first.map((cell) => cell.trim());
  const named = cells.filter((cell) => cell !== '');
  if (named.length === 0) return false;
  const known = named.filter(isKnown).length;
  // "서울특별시 강남구 역삼동" among addresses ends in no name; "대표 주소" does.
  if (known > 0 && known >= named.length / 4 && named.length >= cells.length / 2) return true;
  if (kind === 'lines' || data.length === 0 || named.length < cells.length || named.some(hasDigit))
    return false;
  if (new Set(named).size < named.length) return false;
  const short = named.every((cell) => cell.length <= 30 && cell.split(/\s+/).length <= 3);
  return (
    short &&
    cells.some((_, column) => {
      const values = data.map((row) => row[column] ?? '').filter((value) => value.trim() !== '');
      return values.length > 0 && values.filter(hasDigit).length >= values.length * 0.8;
    })
  );
}
