import { Readable } from 'node:stream';
import type { ReadableStream as WebStream } from 'node:stream/web';
import busboy from 'busboy';
import { Problem } from '@/lib/problems';
import { megabytes, type Upload, UploadWriter } from '@/lib/uploads/store';

/** What a form or a raw body brought. */
interface Received {
  upload: Upload;
  /** The form's other fields, each with all its values in order. */
  fields: Map<string, string[]>;
}

const FORM = /^multipart\/form-data\b/i;

/**
 * Streams the files of a request to disk: a multipart form, or a raw body with `?name=`. Nothing stays when
 * the limit is passed or the body breaks off.
 * @param limit bytes of all files together
 * @throws Problem too-large, unsupported-type, bad-request
 */
export async function receive(request: Request, limit: number): Promise<Received> {
  const length = Number(request.headers.get('content-length') ?? Number.NaN);
  if (length > limit + 1024 * 1024) {
    throw new Problem('too-large', `The body is larger than the limit of ${megabytes(limit)}.`, { limit });
  }
  if (!request.body) throw new Problem('bad-request', 'The request has no body; send a file.');
  const body = Readable.fromWeb(request.body as WebStream);
  const writer = new UploadWriter(limit);
  try {
    const fields = FORM.test(request.headers.get('content-type') ?? '')
      ? await receiveForm(request, body, writer)
      : await receiveRaw(request, body, writer, length);
    return { upload: await writer.finish(), fields };
  } catch (error) {
    body.destroy();
    await writer.abandon();
    if (error instanceof Problem) throw error;
    throw new Problem(
      'bad-request',
      `The upload broke off before its end (${(error as Error).message}); send it again.`,
    );
  }
}

async function receiveRaw(
  request: Request,
  body: Readable,
  writer: UploadWriter,
  length: number,
): Promise<Map<string, string[]>> {
  const type = request.headers.get('content-type') ?? '';
  if (/^application\/(x-www-form-urlencoded|json)\b/i.test(type)) {
    throw new Problem(
      'unsupported-type',
      `Send the file as multipart/form-data or as the raw body (application/octet-stream), not as "${type}".`,
    );
  }
  const received = await writer.add(new URL(request.url).searchParams.get('name') || 'upload', body);
  if (Number.isFinite(length) && received !== length) {
    throw new Error(`${received} of ${length} bytes came`);
  }
  return new Map();
}

function receiveForm(request: Request, body: Readable, writer: UploadWriter): Promise<Map<string, string[]>> {
  return new Promise((resolve, reject) => {
    let form: busboy.Busboy;
    try {
      form = busboy({
        headers: Object.fromEntries(request.headers),
        defParamCharset: 'utf8',
        limits: { fieldSize: 64 * 1024, fields: 200, files: 1000 },
      });
    } catch (error) {
      reject(new Problem('bad-request', `The form cannot be read: ${(error as Error).message}.`));
      return;
    }
    const fields = new Map<string, string[]>();
    let writing: Promise<unknown> = Promise.resolve();
    const fail = (error: unknown) => {
      body.unpipe(form);
      form.destroy();
      reject(error);
    };
    form.on('file', (_, file, { filename }) => {
      file.on('error', () => {}); // the form's own error follows
      writing = writing.then(() => writer.add(filename || 'upload', file));
      writing.catch(fail);
    });
    form.on('field', (name, value) => fields.set(name, [...(fields.get(name) ?? []), value]));
    form.on('error', fail);
    form.on('close', () => writing.then(() => resolve(fields), reject));
    body.on('error', fail);
    body.pipe(form);
  });
}
