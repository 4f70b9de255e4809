import net from 'node:net';

/** Whether something already listens on a loopback port. */
export function portIsFree(port) {
  return new Promise(resolve => {
    const socket = net.connect({ port, host: '127.0.0.1' });
    socket.setTimeout(1000);
    const done = free => {
      socket.destroy();
      resolve(free);
    };
    socket.once('connect', () => done(false));
    socket.once('error', () => done(true));
    socket.once('timeout', () => done(true));
  });
}
