import { WebSocket } from 'ws';

export interface Churn {
  /** Clients that came so far. */
  came(): number;
  /** Connections that the server refused or broke. */
  broken(): number;
  /** Lets all of them leave and waits until they have. */
  end(): Promise<void>;
}

/** Who comes together at first. */
const AT_ONCE = 25;

/**
 * Keeps so many clients on the live channels while they come and go: by turns a board and a program, and by turns with
 * a goodbye and without one, as phones do that lose their network.
 *
 * @param pauseMs between one that leaves, for whom another comes, and the next
 */
export async function startChurn(url: string, clients: number, pauseMs: number): Promise<Churn> {
  let came = 0;
  let broken = 0;
  const open: WebSocket[] = [];
  const enter = async () => {
    came += 1;
    const socket = await (came % 2 === 0 ? openBoard(url) : openProgram(url));
    if (socket === null) broken += 1;
    else open.push(socket);
  };
  for (let i = 0; i < clients; i += AT_ONCE)
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, clients - i) }, enter));
  let going = true;
  const turning = (async () => {
    for (let i = 0; going; i++) {
      const first = open.shift();
      if (i % 2 === 0) first?.close();
      else first?.terminate();
      await enter();
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  })();
  return {
    came: () => came,
    broken: () => broken,
    async end() {
      going = false;
      await turning;
      await Promise.all(open.map(left));
    },
  };
}

function left(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.readyState === WebSocket.CLOSED) return resolve();
    socket.once('close', () => resolve());
    socket.close();
  });
}

/** The board's protocol by hand (Engine.IO 4), so that hundreds of them cost little. */
function openBoard(url: string): Promise<WebSocket | null> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
  return new Promise((resolve) => {
    lost(socket, () => resolve(null));
    socket.on('message', (data) => {
      const text = String(data);
      if (text.startsWith('0')) socket.send('40');
      else if (text === '2') socket.send('3');
      else if (text.startsWith('40')) {
        socket.send('42["subscribe",{"commodity":"beras-medium"}]');
        resolve(socket);
      }
    });
  });
}

/** A program hears nothing until a price comes, and is there as soon as the socket is. */
function openProgram(url: string): Promise<WebSocket | null> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/ws/prices?commodity=beras-medium`);
  return new Promise((resolve) => {
    lost(socket, () => resolve(null));
    socket.once('open', () => resolve(socket));
  });
}

function lost(socket: WebSocket, tell: () => void): void {
  socket.on('error', tell);
  socket.on('close', tell);
}
