import { PassThrough, Readable } from 'node:stream';
import yazl from 'yazl';

/** One file of an archive: its text, or its pieces, asked for when its turn comes. */
export interface ZipMember {
  name: string;
  content: string | (() => AsyncIterable<string | Uint8Array>);
}

/** A ZIP archive as a stream, members deflated one after another as they are made; constant memory. */
export async function* zipped(members: readonly ZipMember[]): AsyncGenerator<Uint8Array> {
  const zip = new yazl.ZipFile();
  // yazl reports what goes wrong in a member as its own error, not as one of the output.
  const output = zip.outputStream.pipe(new PassThrough());
  zip.on('error', (error) => output.destroy(error as Error));
  const sources: Readable[] = [];
  for (const { name, content } of members) {
    if (typeof content === 'string') {
      zip.addBuffer(Buffer.from(content), name);
      continue;
    }
    zip.addReadStreamLazy(name, (give) => {
      const source = Readable.from(content(), { objectMode: false });
      sources.push(source);
      source.on('error', (error) => output.destroy(error));
      give(null, source);
    });
  }
  zip.end();
  try {
    for await (const piece of output) yield piece as Uint8Array;
  } finally {
    for (const source of sources) source.destroy();
  }
}
