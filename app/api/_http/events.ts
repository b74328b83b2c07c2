const HEARTBEAT_MS = 15_000;

/**
 * Values as server-sent events, each as JSON, until they end or the client leaves. A comment every fifteen
 * seconds keeps proxies from closing a quiet line.
 */
export function eventStream<T>(
  values: (signal: AbortSignal) => AsyncIterable<T>,
  client: AbortSignal,
): Response {
  const leaving = new AbortController();
  const leave = () => leaving.abort();
  client.addEventListener('abort', leave, { once: true });
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const send = (text: string) => {
        if (!leaving.signal.aborted) controller.enqueue(encoder.encode(text));
      };
      const heartbeat = setInterval(() => send(': still here\n\n'), HEARTBEAT_MS);
      try {
        for await (const value of values(leaving.signal)) send(`data: ${JSON.stringify(value)}\n\n`);
      } catch (error) {
        if (!leaving.signal.aborted) console.error(error);
      } finally {
        clearInterval(heartbeat);
        client.removeEventListener('abort', leave);
        if (!leaving.signal.aborted) controller.close();
      }
    },
    cancel: leave,
  });
  return new Response(body, {
    headers: {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-cache, no-transform',
      'X-Accel-Buffering': 'no',
    },
  });
}
