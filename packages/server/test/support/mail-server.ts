import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** A mail server that takes whatever comes (RFC 5321, as little of it as a client needs), or refuses every mail, or says nothing. */
export interface MailServer {
  readonly url: string;
  /** Each mail as it came, headers included, with soft line breaks undone. */
  readonly mails: string[];
  close(): Promise<void>;
}

export async function startMailServer({ refuses = false, isSilent = false } = {}): Promise<MailServer> {
  const mails: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    if (!isSilent) serve(socket, refuses, (mail) => mails.push(mail));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mails,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function serve(socket: Socket, refuses: boolean, take: (mail: string) => void): void {
  let buffered = '';
  let inData = false;
  socket.write('220 mail.test\r\n');
  socket.on('data', (chunk) => {
    buffered += chunk.toString();
    for (;;) {
      const end = inData ? '\r\n.\r\n' : '\r\n';
      const at = buffered.indexOf(end);
      if (at < 0) return;
      const part = buffered.slice(0, at);
      buffered = buffered.slice(at + end.length);
      if (inData) {
        inData = false;
        take(readable(part));
        socket.write('250 taken\r\n');
      } else {
        inData = answer(socket, part.toUpperCase(), refuses);
      }
    }
  });
}

/** @returns whether a mail follows */
function answer(socket: Socket, command: string, refuses: boolean): boolean {
  if (command.startsWith('EHLO')) socket.write('250 mail.test\r\n');
  else if (command.startsWith('RCPT') && refuses) socket.write('550 no such mailbox\r\n');
  else if (command.startsWith('DATA')) {
    socket.write('354 go on\r\n');
    return true;
  } else if (command.startsWith('QUIT')) socket.end('221 bye\r\n');
  else socket.write('250 fine\r\n');
  return false;
}

/** Undoes quoted-printable. RFC 2045 section 6.7 */
function readable(mail: string): string {
  return mail
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
