import { type FileFeature, type Member, PIECE, type ReadFrom } from './reader';
import type { TextReader } from './text';
import { readXml, type XmlHandler } from './xml';

/** Something that gathers features while XML goes by. */
export interface FeatureHandler extends XmlHandler {
  features: FileFeature[];
}

/** The features a handler gathers from an XML file, in pieces. */
export async function* readXmlFeatures(
  member: Member,
  text: TextReader,
  handler: FeatureHandler,
  { fromRow = 1, signal }: ReadFrom,
): AsyncGenerator<FileFeature[]> {
  let passed = 0;
  for await (const _ of readXml(member, text, handler, signal)) {
    if (passed < fromRow - 1) {
      const over = Math.min(fromRow - 1 - passed, handler.features.length);
      passed += over;
      handler.features.splice(0, over);
    }
    while (handler.features.length >= PIECE) yield handler.features.splice(0, PIECE);
  }
  if (handler.features.length > 0) yield handler.features.splice(0);
}
