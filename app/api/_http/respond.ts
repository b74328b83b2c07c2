/** Answers that change all the time must not be kept by anyone. */
const FRESH = { 'Cache-Control': 'no-store' };

export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: {
      'Content-Type': 'application/json',
      'X-Content-Type-Options': 'nosniff',
      ...FRESH,
      ...headers,
    },
  });
}

export const noContent = () => new Response(null, { status: 204, headers: FRESH });

/**
 * Pieces as a body, made as fast as they are read and no faster. An error in the middle breaks the
 * connection off, so that half an answer is never taken for a whole one.
 */
export function streamed(
  pieces: AsyncIterable<string | Uint8Array>,
  onEnd?: () => void,
): ReadableStream<Uint8Array> {
  const iterator = pieces[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { value, done } = await iterator.next();
          if (done) {
            controller.close();
            onEnd?.();
          } else {
            controller.enqueue(typeof value === 'string' ? encoder.encode(value) : value);
          }
        } catch (error) {
          console.error(error);
          controller.error(error);
          onEnd?.();
        }
      },
      async cancel() {
        await iterator.return?.();
        onEnd?.();
      },
    },
    { highWaterMark: 2 },
  );
}

/** Content-Disposition of a download with a name in any script (RFC 6266, RFC 8187). */
export function attachment(name: string): string {
  const safe = name.replace(/[\p{Cc}"\\/:*?<>|]/gu, '_').trim() || 'download';
  const ascii = safe.replace(/[^\x20-\x7e]/g, '_');
  const encoded = encodeURIComponent(Buffer.from(safe).toString()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
