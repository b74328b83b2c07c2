import { createServer, type Server, type Socket } from 'node:net';
import type { PGlite } from '@electric-sql/pglite';

/**
 * The PostgreSQL protocol for many clients over PGlite's one session. pglite-socket queues message by
 * message, so that Parse of one client and Bind of another can meet on the same unnamed statement and each
 * gets the other's rows. Here a client's messages up to its Sync (or one simple Query) run as one unit,
 * and while a client is in a transaction the others wait until it ends.
 */

const SSL_REQUEST = 80877103;
const CANCEL_REQUEST = 80877102;
const GSS_REQUEST = 80877104;
const SYNC = 0x53;
const QUERY = 0x51;
const TERMINATE = 0x58;

interface Unit {
  client: Client;
  bytes: Uint8Array;
}

class Client {
  private parts: Buffer[] = [];
  private size = 0;
  private started = false;
  private unit: Buffer[] = [];

  constructor(
    readonly socket: Socket,
    private readonly submit: (unit: Unit) => void,
  ) {
    socket.on('data', (data) => this.receive(data as Buffer));
  }

  private receive(data: Buffer): void {
    this.parts.push(data);
    this.size += data.length;
    for (;;) {
      const header = this.started ? 5 : 8;
      if (this.size < header) return;
      const head = this.peek(header);
      const length = this.started ? 1 + head.readInt32BE(1) : head.readInt32BE(0);
      if (this.size < length) return;
      this.message(this.take(length));
    }
  }

  /** The first bytes, without joining a large message again for each piece of it that arrives. */
  private peek(length: number): Buffer {
    if (this.parts[0]!.length >= length) return this.parts[0]!;
    this.parts = [Buffer.concat(this.parts)];
    return this.parts[0]!;
  }

  private take(length: number): Buffer {
    const all = this.parts.length === 1 ? this.parts[0]! : Buffer.concat(this.parts);
    this.parts = all.length > length ? [all.subarray(length)] : [];
    this.size -= length;
    return all.subarray(0, length);
  }

  private message(message: Buffer): void {
    if (!this.started) {
      const code = message.readInt32BE(4);
      if (code === SSL_REQUEST || code === GSS_REQUEST) this.socket.write('N');
      else if (code === CANCEL_REQUEST) this.socket.end();
      else {
        this.started = true;
        this.submit({ client: this, bytes: new Uint8Array(message) });
      }
      return;
    }
    if (message[0] === TERMINATE) {
      this.socket.end();
      return;
    }
    this.unit.push(message);
    if (message[0] !== SYNC && message[0] !== QUERY) return;
    const bytes = new Uint8Array(Buffer.concat(this.unit));
    this.unit = [];
    this.submit({ client: this, bytes });
  }
}

export class WireServer {
  private readonly server: Server;
  private readonly clients = new Set<Client>();
  private readonly waiting: Unit[] = [];
  private busy = false;
  /** The client whose transaction is open. */
  private owner: Client | undefined;

  constructor(private readonly db: PGlite) {
    this.server = createServer((socket) => {
      socket.setNoDelay(true);
      const client = new Client(socket, (unit) => {
        this.waiting.push(unit);
        void this.run();
      });
      this.clients.add(client);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        this.clients.delete(client);
        void this.run();
      });
    });
  }

  get connections(): number {
    return this.clients.size;
  }

  /** @param at a socket's path, or a host and port (0: a free one) */
  listen(at: { path: string } | { host: string; port: number }): Promise<void> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(at, resolve);
    });
  }

  get port(): number {
    const address = this.server.address();
    return address && typeof address === 'object' ? address.port : 0;
  }

  /** Takes no more clients and lets go of those there are, once the statement in hand has ended. */
  async stop(): Promise<void> {
    this.server.close();
    this.waiting.length = 0;
    while (this.busy) await new Promise((resolve) => setTimeout(resolve, 10));
    for (const client of this.clients) client.socket.destroy();
  }

  private async run(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      for (;;) {
        if (this.owner && !this.clients.has(this.owner)) {
          await this.db.exec('rollback'); // it left in the middle of its transaction
          this.owner = undefined;
        }
        const index = this.owner ? this.waiting.findIndex((unit) => unit.client === this.owner) : 0;
        const [unit] = index >= 0 ? this.waiting.splice(index, 1) : [];
        if (!unit) return;
        if (!this.clients.has(unit.client)) continue;
        await this.execute(unit);
        this.owner = this.db.isInTransaction() ? unit.client : undefined;
      }
    } finally {
      this.busy = false;
    }
  }

  private async execute({ client, bytes }: Unit): Promise<void> {
    try {
      await this.db.runExclusive(() =>
        this.db.execProtocolRawStream(bytes, {
          onRawData: (data) => client.socket.write(Buffer.from(data)), // copied: the memory is used again
        }),
      );
    } catch (error) {
      console.error(error);
      client.socket.destroy();
    }
  }
}
