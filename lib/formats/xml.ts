import { SaxesParser } from 'saxes';
import { Problem } from '@/lib/problems';
import type { Member } from './reader';
import type { TextReader } from './text';

/** Elements nested deeper than this are no map file. */
const DEEPEST = 200;
/** The text of one element. */
const LONGEST_TEXT = 64 * 1024 * 1024;

export interface XmlHandler {
  /** @param name without its prefix */
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  close(name: string, text: string): void;
}

const local = (name: string) => name.slice(name.indexOf(':') + 1);

/**
 * Reads an XML file in pieces: elements, attributes, and the text directly within each element. Entities of a
 * document type are never expanded: one that is used is an error, so that nothing can grow without end.
 *
 * @param handler called as elements go by; yields after each piece, so that what was gathered can be handed on
 * @throws Problem unreadable where it is not well-formed, saying the line
 */
export async function* readXml(
  member: Member,
  text: TextReader,
  handler: XmlHandler,
  signal?: AbortSignal,
): AsyncGenerator<void> {
  const parser = new SaxesParser({ xmlns: false, position: true });
  const texts: string[] = [];
  const wrong = (why: string) =>
    new Problem(
      'unreadable',
      `${member.path} is not whole XML: ${why} (line ${parser.line.toLocaleString('en')}). Get the file again.`,
      { line: parser.line },
    );
  const add = (more: string) => {
    if (texts.length === 0) return;
    const last = texts.length - 1;
    texts[last] += more;
    if (texts[last]!.length > LONGEST_TEXT) throw wrong('an element holds too much text');
  };
  parser.on('error', (error) => {
    throw wrong(error.message.replace(/^\d+:\d+: /, '').replace(/\.$/, ''));
  });
  parser.on('opentag', (tag) => {
    if (texts.push('') > DEEPEST) throw wrong('its elements are nested too deep');
    handler.open(local(tag.name), tag.attributes);
  });
  parser.on('closetag', (tag) => handler.close(local(tag.name), texts.pop()!));
  parser.on('text', add);
  parser.on('cdata', add);
  for await (const piece of text.pieces(signal)) {
    parser.write(piece);
    yield;
  }
  parser.close();
  yield;
}

/** The name of the first element of an XML text, without its prefix; undefined when it is none. */
export function rootElement(text: string): string | undefined {
  const plain = text
    .replace(/^\s*<\?xml[^>]*\?>/, '')
    .replace(/<!--[\s\S]*?-->/g, '')
    .trimStart();
  const match = /^(?:<!DOCTYPE[^>[]*(?:\[[^\]]*\]\s*)?>\s*)?<([\w.:-]+)/.exec(plain);
  return match ? local(match[1]!) : undefined;
}
