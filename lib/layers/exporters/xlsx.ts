import type { Layer } from '../types';
import type { Exporter, ExportOptions } from './exporter';
import { placeColumns } from './places';
import { chosenColumns, recordPages } from './records';
import { xmlText } from './xml-text';
import { zipped } from './zip';

/** What one sheet holds (ECMA-376 as Excel reads it): rows with the header, columns, signs of a cell. */
const MAX_ROWS = 1_048_576;
const MAX_TEXT = 32_767;

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const contentTypes = `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${SHEET_TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${SHEET_TYPE}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${SHEET_TYPE}.styles+xml"/></Types>`;
const relationships = `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;
const bookRelationships = `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`;
/** Style 1: bold, for the header. */
const styles = `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>`;

/** A name Excel takes for a sheet: at most 31 signs, without []:*?/\ and not in quotes. */
const sheetName = (name: string) =>
  [...name.replace(/[[\]:*?/\\\u0000-\u001f]/g, ' ')]
    .slice(0, 31)
    .join('')
    .replace(/^'+|'+$/g, '')
    .trim() || 'Sheet1';

const workbook = (name: string) =>
  `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${xmlText(sheetName(name))}" sheetId="1" r:id="rId1"/></sheets></workbook>`;

/**
 * Text of a cell. Signs that XML has no place for are written _xHHHH_ (ECMA-376 part 1, 22.9.2.19), and so is
 * the underscore of a text that only looks so.
 */
const escaped = (text: string) =>
  xmlText(
    text
      .replace(/_(?=x[0-9a-fA-F]{4}_)/g, '_x005F_')
      .replace(
        /[\u0000-\u0008\u000b\u000c\u000e-\u001f\r]/g,
        (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
      ),
  );

class Sheet {
  private cut = 0;

  cell(value: unknown): string {
    if (value === null || value === undefined) return '<c/>';
    if (typeof value === 'number' && Number.isFinite(value)) return `<c><v>${value}</v></c>`;
    if (typeof value === 'boolean') return `<c t="b"><v>${value ? 1 : 0}</v></c>`;
    return this.text(typeof value === 'object' ? JSON.stringify(value) : String(value));
  }

  text(text: string, style = ''): string {
    let shown = text;
    if (text.length > MAX_TEXT) {
      this.cut++;
      shown = text.slice(0, MAX_TEXT);
    }
    return `<c t="inlineStr"${style}><is><t xml:space="preserve">${escaped(shown)}</t></is></c>`;
  }

  async *xml(layer: Layer, options: ExportOptions): AsyncGenerator<string> {
    const names = chosenColumns(layer, options).map(({ name }) => name);
    const places = await placeColumns(layer, options, names);
    const header = [...names, ...places.names].map((name) => this.text(name, ' s="1"')).join('');
    yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData><row>${header}</row>\n`;
    for await (const page of recordPages(layer, options)) {
      let piece = '';
      for (const { geometry, values } of page) {
        piece += '<row>';
        for (const value of values) piece += this.cell(value);
        for (const value of places.cells(geometry)) piece += this.cell(value);
        piece += '</row>\n';
      }
      yield piece;
    }
    yield '</sheetData></worksheet>';
    if (this.cut > 0) {
      options.onNote?.(`${this.cut} texts were cut to the ${MAX_TEXT} signs that a cell of Excel holds.`);
    }
  }
}

/** An Excel workbook of one sheet: header in bold, numbers as numbers, texts in their cells. */
export const xlsx: Exporter = {
  name: 'xlsx',
  title: 'Excel',
  ending: 'xlsx',
  mediaType: `${SHEET_TYPE}.sheet`,
  anyCrs: true,
  whole: false,
  maxRows: MAX_ROWS - 1,
  write: (layer, options) =>
    zipped([
      { name: '[Content_Types].xml', content: contentTypes },
      { name: '_rels/.rels', content: relationships },
      { name: 'xl/workbook.xml', content: workbook(layer.name) },
      { name: 'xl/_rels/workbook.xml.rels', content: bookRelationships },
      { name: 'xl/styles.xml', content: styles },
      { name: 'xl/worksheets/sheet1.xml', content: () => new Sheet().xml(layer, options) },
    ]),
};
